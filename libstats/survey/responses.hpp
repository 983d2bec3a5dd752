#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/table.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::survey {

/// "Nobody", "no household": the cell was blank or means missing.
inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// One answer sheet of a wave: a record of one of the wave's files.
struct Sheet {
    std::uint32_t table = 0;  ///< index into WaveData::tables
    std::uint32_t record = 0;
};

/// The answer sheets of one wave, after `where`, `keep`, `drop` and the rule for duplicates.
struct WaveData {
    std::string id;
    std::string label;
    std::vector<std::shared_ptr<const io::Table>> tables;  ///< shared between waves that use one file
    std::vector<std::shared_ptr<const ExportLayout>>
        layouts;  ///< one a table: who wrote it and how; nullptr where the study file says how many header
                  ///< rows there are and names no profile
    std::vector<Sheet> sheets;  ///< in file order: by table, then by record
    std::vector<std::uint32_t>
        person;  ///< one a sheet: number of the person, the same in every wave; `none` if the id is blank
    std::vector<std::uint32_t> person_strict;  ///< the same if only codes that agree wholly are matched;
                                               ///< empty where that makes no difference
    std::vector<Sheet> set_aside;              ///< those, in the order of their ids
    std::vector<std::uint32_t> household;  ///< one a sheet: number of the household, that of the person where
                                           ///< the file has no such column; empty if the study has none
    std::size_t n_records = 0;             ///< records that `where` gives to this wave
    std::size_t n_dropped = 0;             ///< of these left out by `keep` and `drop`
    std::size_t n_set_aside = 0;           ///< of these set aside because their id stands more than once
    std::size_t n_blank_id = 0;            ///< sheets without an id, kept as unlinked answers

    [[nodiscard]] std::size_t size() const { return sheets.size(); }
};

struct LinkReport;

/// Everything that was read for a study, each file once.
struct Responses {
    std::vector<WaveData> waves;  ///< in the study's order (or those asked for)
    std::vector<base::Diagnostic>
        notes;                 ///< warnings and notes met on the way (padded rows, numbers set aside, ...)
    std::size_t n_people = 0;  ///< distinct ids
    std::size_t n_households = 0;
    std::shared_ptr<const LinkReport> links;  ///< how people were linked; only with [link]
};

struct LoadOptions {
    std::vector<std::string> waves;  ///< ids; empty: all
    std::vector<std::string>
        scales;  ///< ids of scales, categories and questions: only the columns that these need; empty: all
    std::vector<std::string>
        extra_columns;         ///< kept as well (score --keep); must exist in the first wave's file
    bool need_people = true;   ///< false: ids are not read
    bool people_only = false;  ///< true: no questions are read
    bool want_times =
        false;  ///< true: columns that say when a sheet was begun and sent, and how long it took
};

/// Reads the waves' files: only the columns that the study uses, a file shared by waves once.
/// Throws base::InputError with every defect found (up to 20): a file that cannot be read, a column that the
/// study names and the file has not (or has twice), ids twice in a wave unless set aside, every id of a wave
/// blank in a paired design. Throws base::NotEnoughError for a wave with nobody in it.
[[nodiscard]] Responses load(const Study& study, const LoadOptions& options = {});

/// The same, keeping what can be kept: defects are added to `defects` and never thrown.
[[nodiscard]] Responses load_for_check(const Study& study, const LoadOptions& options,
                                       std::vector<base::Diagnostic>& defects);

/// A column of the sheets of a wave; nullptr if it was not read.
[[nodiscard]] const io::Column* column_of(const WaveData& wave, std::size_t table, const std::string& name);

/// Text of a cell, as it stands in the file; "" where the column is absent.
[[nodiscard]] std::string_view cell_text(const WaveData& wave, std::size_t sheet, const std::string& column);

}  // namespace outcomes::survey
