#include "libstats/survey/export_file.hpp"

#include "libstats/io/csv_reader.hpp"

#include <numeric>
#include <utility>
#include <vector>

namespace outcomes::survey {

ExportFile read_export(const std::string& path) {
    io::CsvFile csv = io::CsvFile::open(path);
    ExportFile file;
    file.path = path;
    file.layout = recognise_layout(csv.preview());
    std::vector<std::string> names;
    for (const ExportColumn& column : file.layout.columns) names.push_back(column.name);
    csv.set_header(file.layout.header_rows, std::move(names));
    std::vector<std::size_t> fields(file.layout.columns.size());
    std::iota(fields.begin(), fields.end(), std::size_t{0});
    file.table = csv.read(fields);
    return file;
}

}  // namespace outcomes::survey
