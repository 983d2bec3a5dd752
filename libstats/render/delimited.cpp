#include "libstats/render/delimited.hpp"

#include "libstats/findings/glossary.hpp"
#include "libstats/render/row_writers.hpp"
#include "libstats/render/separated_writer.hpp"

namespace outcomes::render {

using findings::Finding;

std::string delimited(const findings::SafeFindings& findings, Separated format, Names names) {
    SeparatedWriter writer(format);
    for (const findings::ColumnMeaning& column : findings::columns()) {
        writer.text(names == Names::dotted ? column.dotted : column.name);
    }
    writer.end_row();
    for (const findings::StudyFindings& study : findings.get().studies) {
        for (const Finding& row : study.results) {
            for (const findings::ColumnMeaning& column : findings::columns()) {
                std::visit(CellWriter{row, writer}, column.member);
            }
            writer.end_row();
        }
    }
    return writer.finish();
}

}  // namespace outcomes::render
