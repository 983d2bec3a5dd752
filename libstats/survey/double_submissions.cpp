#include "libstats/survey/double_submissions.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t fewest_cells = 10;
constexpr std::size_t fewest_different = 3;

/// Columns that a wave's sheets are compared by: all that were read, but for codes.
struct ComparedColumns {
    std::vector<std::string> all;
    std::vector<std::string> questions;  ///< of these, those with answers
};

void add_once(std::vector<std::string>& names, const std::string& name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

ComparedColumns compared_columns(const Study& study, const WaveData& wave) {
    ComparedColumns columns;
    for (const Item& item : study.items) add_once(columns.questions, item.column.in(wave.id));
    for (const Category& category : study.categories)
        add_once(columns.questions, category.column.in(wave.id));
    columns.all = columns.questions;
    for (const auto* column : {&study.columns.sex, &study.columns.age}) {
        if (*column) add_once(columns.all, (*column)->in(wave.id));
    }
    for (const Subgroup& subgroup : study.subgroups) add_once(columns.all, subgroup.column.in(wave.id));
    return columns;
}

/// Number of one text in a hash: the same text has the same in every file.
std::uint64_t mixed(std::uint64_t hash, std::uint64_t text) {
    return (hash ^ text) * 0x9E3779B97F4A7C15ULL ^ (hash >> 29U);
}

/// One a sheet; equal sheets have equal hashes.
std::vector<std::uint64_t> hashes_of(const WaveData& wave, const std::vector<std::string>& columns) {
    std::vector<std::uint64_t> hashes(wave.size(), 0);
    for (const SheetRun& run : sheet_runs(wave)) {
        for (const std::string& name : columns) {
            const io::Column* column = run.table->find(name);
            if (column == nullptr) continue;
            std::vector<std::uint64_t> of_text;
            for (std::uint32_t code = 0; code < column->values.size(); ++code)
                of_text.push_back(std::hash<std::string_view>{}(base::trim(column->values.at(code))));
            for_each_code(wave, run, *column, [&](std::size_t sheet, std::uint32_t code) {
                hashes[sheet] = mixed(hashes[sheet], of_text[code]);
            });
        }
    }
    return hashes;
}

bool are_alike(const WaveData& wave, std::size_t a, std::size_t b, const std::vector<std::string>& columns) {
    return std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
        return base::trim(cell_text(wave, a, name)) == base::trim(cell_text(wave, b, name));
    });
}

bool says_enough(const WaveData& wave, std::size_t sheet, const std::vector<std::string>& questions) {
    std::size_t n = 0;
    std::set<std::string_view> different;
    for (const std::string& name : questions) {
        const std::string_view text = base::trim(cell_text(wave, sheet, name));
        if (text.empty()) continue;
        ++n;
        different.insert(text);
    }
    return n >= fewest_cells && different.size() >= fewest_different;
}

std::vector<DoubtfulCell> copies_in(const WaveData& wave, const ComparedColumns& columns) {
    std::vector<DoubtfulCell> copies;
    std::unordered_map<std::uint64_t, std::size_t> first;
    const auto hashes = hashes_of(wave, columns.all);
    first.reserve(hashes.size());
    for (std::size_t sheet = 0; sheet < hashes.size(); ++sheet) {
        const auto [place, is_new] = first.try_emplace(hashes[sheet], sheet);
        if (is_new || !are_alike(wave, place->second, sheet, columns.all)) continue;
        if (says_enough(wave, sheet, columns.questions)) copies.push_back(cell_of(wave, sheet));
    }
    return copies;
}

}  // namespace

std::vector<DataDoubt> double_submissions(const Study& study, const Responses& responses) {
    std::vector<DataDoubt> doubts;
    for (const WaveData& wave : responses.waves) {
        const ComparedColumns columns = compared_columns(study, wave);
        if (columns.questions.size() < fewest_cells) continue;
        auto copies = copies_in(wave, columns);
        if (copies.empty()) continue;
        auto one = doubt(base::Severity::warning, "data.same_answers",
                         fmt::format("{} of wave \"{}\" {} the answers of another one to every question",
                                     copies.size() == 1 ? "1 sheet" : fmt::format("{} sheets", copies.size()),
                                     wave.id, copies.size() == 1 ? "has" : "have"));
        one.diagnostic.help = "they may have been sent twice: leave the copies out if so";
        one.cells = std::move(copies);
        point_at_cells(one);
        doubts.push_back(std::move(one));
    }
    return doubts;
}

}  // namespace outcomes::survey
