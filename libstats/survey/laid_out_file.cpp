#include "libstats/survey/laid_out_file.hpp"

#include "libstats/survey/column_names.hpp"

#include <algorithm>

namespace outcomes::survey {

LaidOutFile::LaidOutFile(const std::string& path, const Wave& wave)
    : file_(io::DataFile::open(path, {wave.encoding, wave.delimiter, wave.header_rows.value_or(1)})),
      header_(file_.header()) {
    if (file_.is_spss() || (wave.header_rows && wave.profile.empty())) {
        header_rows_ = wave.header_rows.value_or(1);
        names_ = unique_names(header_);
        return;
    }
    layout_ = std::make_shared<const ExportLayout>(
        recognise_layout(file_.delimited()->preview(), wave.profile, LayoutDetail::names));
    header_rows_ = wave.header_rows.value_or(layout_->header_rows);
    for (const ExportColumn& column : layout_->columns) names_.push_back(column.name);
}

std::optional<std::size_t> LaidOutFile::find(const std::string& name) {
    const auto named = std::find(names_.begin(), names_.end(), name);
    if (named != names_.end()) return static_cast<std::size_t>(named - names_.begin());
    const auto meant = all_meant(name);
    if (meant.size() != 1) return std::nullopt;
    names_[meant.front()] = name;
    return meant.front();
}

std::vector<std::size_t> LaidOutFile::all_meant(const std::string& name) const {
    std::vector<std::size_t> fields;
    for (std::size_t field = 0; field < header_.size(); ++field) {
        const bool is_part = layout_ && !name.empty() && layout_->columns[field].question == name;
        if (header_[field] == name || is_part) fields.push_back(field);
    }
    return fields;
}

io::Table LaidOutFile::read(std::span<const std::size_t> fields) {
    if (file_.is_spss()) return file_.read(fields);
    file_.delimited()->set_header(header_rows_, names_);
    return file_.read(fields);
}

}  // namespace outcomes::survey
