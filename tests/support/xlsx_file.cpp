#include "tests/support/xlsx_file.hpp"

#include <fmt/format.h>
#include <zip.h>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include <algorithm>
#include <cctype>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace outcomes::tests {
namespace {

using Tree = boost::property_tree::ptree;

Tree parsed(const std::string& xml) {
    std::istringstream stream(xml);
    Tree tree;
    boost::property_tree::read_xml(stream, tree);
    return tree;
}

std::map<std::string, std::string> unzipped(const std::string& bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive =
        source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (archive == nullptr) throw std::runtime_error("not a sound zip file");
    const std::unique_ptr<zip_t, void (*)(zip_t*)> closer(archive, zip_discard);
    std::map<std::string, std::string> parts;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        const auto index = static_cast<zip_uint64_t>(i);
        zip_stat_t about;
        zip_stat_init(&about);
        if (zip_stat_index(archive, index, 0, &about) != 0) throw std::runtime_error("no zip entry");
        std::string content(about.size, '\0');
        zip_file_t* file = zip_fopen_index(archive, index, 0);
        if (file == nullptr ||
            zip_fread(file, content.data(), about.size) != static_cast<zip_int64_t>(about.size))
            throw std::runtime_error("zip entry cannot be read");
        zip_fclose(file);
        parts.emplace(about.name, std::move(content));
    }
    return parts;
}

/// "AB12" -> column 27, row 11.
std::pair<std::size_t, std::size_t> place_of(const std::string& cell) {
    std::size_t column = 0;
    std::size_t i = 0;
    for (; i < cell.size() && std::isalpha(static_cast<unsigned char>(cell[i])) != 0; ++i)
        column = 26 * column + static_cast<std::size_t>(cell[i] - 'A' + 1);
    return {column - 1, std::stoul(cell.substr(i)) - 1};
}

XlsxCell cell_of(const Tree& cell, const std::vector<std::string>& strings) {
    const std::string value = cell.get<std::string>("v", "");
    if (cell.get<std::string>("<xmlattr>.t", "") == "s") return {strings.at(std::stoul(value)), false};
    return {value, !value.empty()};
}

}  // namespace

std::size_t XlsxTable::column(std::string_view name) const {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) throw std::runtime_error(fmt::format("no column {}", name));
    return static_cast<std::size_t>(found - header.begin());
}

const XlsxCell& XlsxTable::at(std::string_view key, std::string_view value, std::string_view name) const {
    const std::size_t keys = column(key);
    for (const auto& row : rows) {
        if (row.at(keys).text == value) return row.at(column(name));
    }
    throw std::runtime_error(fmt::format("no row {}", value));
}

XlsxFile::XlsxFile(const std::string& bytes) : parts_(unzipped(bytes)) {
    for (const auto& [name, content] : parts_) {
        if (name.ends_with(".xml") || name.ends_with(".rels")) static_cast<void>(parsed(content));
    }
    const Tree book = parsed(parts_.at("xl/workbook.xml"));
    for (const auto& [tag, sheet] : book.get_child("workbook.sheets"))
        sheets_.push_back(sheet.get<std::string>("<xmlattr>.name"));
    const Tree strings = parsed(parts_.at("xl/sharedStrings.xml"));
    for (const auto& [tag, string] : strings.get_child("sst")) {
        if (tag == "si") strings_.push_back(string.get<std::string>("t", ""));
    }
}

const std::string& XlsxFile::sheet(std::string_view name) const {
    const auto found = std::find(sheets_.begin(), sheets_.end(), name);
    if (found == sheets_.end()) throw std::runtime_error(fmt::format("no sheet {}", name));
    return parts_.at(fmt::format("xl/worksheets/sheet{}.xml", found - sheets_.begin() + 1));
}

XlsxTable XlsxFile::table(std::string_view name) const {
    std::string wanted(name);
    std::replace(wanted.begin(), wanted.end(), ' ', '_');
    std::string range;
    for (const auto& [file, content] : parts_) {
        if (!file.starts_with("xl/tables/")) continue;
        const Tree tree = parsed(content);
        if (tree.get<std::string>("table.<xmlattr>.displayName") == wanted)
            range = tree.get<std::string>("table.<xmlattr>.ref");
    }
    if (range.empty()) throw std::runtime_error(fmt::format("no table {}", name));
    const auto first = place_of(range.substr(0, range.find(':')));
    const auto last = place_of(range.substr(range.find(':') + 1));
    XlsxTable table;
    table.header.resize(last.first + 1);
    table.rows.assign(last.second - first.second, std::vector<XlsxCell>(last.first + 1));
    const Tree tree = parsed(sheet(name));
    for (const auto& [tag, row] : tree.get_child("worksheet.sheetData")) {
        for (const auto& [cell_tag, cell] : row) {
            if (cell_tag != "c") continue;
            const auto [column, line] = place_of(cell.get<std::string>("<xmlattr>.r"));
            if (line < first.second) continue;
            if (line > last.second || column > last.first)
                throw std::runtime_error("a cell outside the table");
            XlsxCell value = cell_of(cell, strings_);
            if (line == first.second)
                table.header[column] = value.text;
            else
                table.rows[line - first.second - 1][column] = std::move(value);
        }
    }
    return table;
}

}  // namespace outcomes::tests
