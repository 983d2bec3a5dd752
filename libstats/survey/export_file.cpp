#include "libstats/survey/export_file.hpp"

#include "libstats/io/data_file.hpp"

#include <numeric>
#include <utility>
#include <vector>

namespace outcomes::survey {

namespace {

/// SPSS files have one layout; what was asked stands in the labels of the variables.
ExportLayout spss_layout(const io::DataFile& file) {
    ExportLayout layout;
    layout.profile = "spss";
    layout.label = "SPSS file";
    layout.evidence = "SPSS saved it";
    for (const auto& variable : file.variables()) {
        ExportColumn& column = layout.columns.emplace_back();
        column.field = layout.columns.size() - 1;
        column.name = variable->name;
        column.text = variable->label;
    }
    return layout;
}

/// Tells the layout of delimited text from its first records, and reads it accordingly.
ExportLayout settle_layout(io::CsvFile& csv) {
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
    io::CsvFile* csv = data.delimited();
    file.layout = csv == nullptr ? spss_layout(data) : settle_layout(*csv);
    std::vector<std::size_t> fields(file.layout.columns.size());
    std::iota(fields.begin(), fields.end(), std::size_t{0});
    file.table = data.read(fields);
    return file;
}

}  // namespace outcomes::survey
