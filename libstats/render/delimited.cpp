#include "libstats/render/delimited.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/findings/glossary.hpp"
#include "libstats/render/separated_writer.hpp"

#include <fmt/format.h>

namespace outcomes::render {
namespace {

using findings::Finding;

/// One visit a kind of member.
struct CellWriter {
    const Finding& row;
    SeparatedWriter& writer;

    void operator()(std::string Finding::*member) const { writer.text(row.*member); }
    void operator()(bool Finding::*member) const { writer.text(row.*member ? "true" : "false"); }
    void operator()(std::optional<std::uint64_t> Finding::*member) const {
        const auto& value = row.*member;
        writer.number(value ? fmt::format("{}", *value) : "");
    }
    void operator()(std::optional<double> Finding::*member) const {
        const auto& value = row.*member;
        writer.number(value ? base::shortest(*value) : "");
    }
};

}  // namespace

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
