#include "libstats/survey/export_file.hpp"

#include "libstats/io/data_file.hpp"
#include "libstats/survey/column_names.hpp"

#include <numeric>
#include <utility>
#include <vector>

namespace outcomes::survey {
namespace {

/// SPSS files have one layout; what was asked stands in the labels of the variables.
ExportLayout layout_of_spss(const io::DataFile& file) {
    ExportLayout layout;
    layout.profile = "spss";
    layout.label = "SPSS file";
    layout.evidence = "SPSS saved it";
    const std::vector<std::string> names = unique_names(file.header());
    for (std::size_t field = 0; field < names.size(); ++field) {
        ExportColumn& column = layout.columns.emplace_back();
        column.field = field;
        column.name = names[field];
        column.text = file.variables()[field]->label;
    }
    return layout;
}

/// Tells the layout of delimited text from its first records, and has it read accordingly.
ExportLayout settled_layout(io::CsvFile& csv) {
    ExportLayout layout = recognise_layout(csv.preview());
    std::vector<std::string> names;
    for (const ExportColumn& column : layout.columns) names.push_back(column.name);
    csv.set_header(layout.header_rows, std::move(names));
    return layout;
}

}  // namespace

ExportFile read_export(const std::string& path) {
    io::DataFile data = io::DataFile::open(path);
    ExportFile file;
    file.path = path;
    file.has_dictionary = data.is_spss();
    file.layout = data.is_spss() ? layout_of_spss(data) : settled_layout(*data.delimited());
    std::vector<std::size_t> fields(file.layout.columns.size());
    std::iota(fields.begin(), fields.end(), std::size_t{0});
    file.table = data.read(fields);
    return file;
}

}  // namespace outcomes::survey
