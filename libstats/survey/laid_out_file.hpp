#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/data_file.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace outcomes::survey {

/// A file of a wave, opened: laid out as the wave says, or as its first records show; every column with a
/// name of its own.
class LaidOutFile {
  public:
    /// Throws base::InputError as io::DataFile does.
    LaidOutFile(const std::string& path, const Wave& wave);

    /// Nothing of an SPSS file, and where the study file says how many header rows there are and names no
    /// profile.
    [[nodiscard]] const std::shared_ptr<const ExportLayout>& layout() const { return layout_; }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

    /// The column of that name. A name that the first header row alone has once, in a file whose layout calls
    /// the column otherwise, means that column too, unless it is the question of several columns.
    [[nodiscard]] std::optional<std::size_t> find(const std::string& name);
    /// The columns that a name stands for which is not the name of one: a header that is repeated, or the
    /// question of several columns.
    [[nodiscard]] std::vector<std::size_t> all_meant(const std::string& name) const;

    [[nodiscard]] base::Place header_place(std::size_t field) const { return file_.header_place(field); }
    /// Once.
    [[nodiscard]] io::Table read(std::span<const std::size_t> fields);

  private:
    io::DataFile file_;
    std::shared_ptr<const ExportLayout> layout_;
    std::vector<std::string> header_;  ///< the first header row
    std::vector<std::string> names_;
    std::size_t header_rows_ = 1;
};

}  // namespace outcomes::survey
