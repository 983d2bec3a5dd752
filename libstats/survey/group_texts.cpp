#include "libstats/survey/group_texts.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

/// What a column may say.
struct Expected {
    std::vector<std::string> texts;  ///< as the study file writes them
    bool numbers = false;            ///< a number will do
};

/// What the cells of a column say in all waves.
struct Met {
    std::set<std::string> folded;
    std::map<std::string, std::size_t> others;  ///< texts that are not expected, as they stand
    std::vector<DoubtfulCell> cells;
};

std::string quoted(std::string_view text) {
    return '"' + base::fitted(base::printable(text), 40) + '"';
}

bool is_expected(const std::string& folded, const Expected& expected, char mark) {
    if (expected.numbers && base::parse_decimal(folded, mark)) return true;
    return std::any_of(expected.texts.begin(), expected.texts.end(),
                       [&](const std::string& text) { return base::folded(text) == folded; });
}

void look_at(const Study& study, const WaveData& wave, const std::string& name, const Expected& expected,
             Met& met) {
    const char mark = decimal_mark(study, wave);
    const MissingKey missing(study.missing, mark);
    for (const SheetRun& run : sheet_runs(wave)) {
        const io::Column* column = name.empty() ? nullptr : run.table->find(name);
        if (column == nullptr) continue;
        std::vector<std::uint8_t> is_other;
        std::vector<std::string> folded;
        for (std::uint32_t code = 0; code < column->values.size(); ++code) {
            folded.push_back(base::folded(column->values.at(code)));
            is_other.push_back(!missing.contains_folded(folded.back()) &&
                               !is_expected(folded.back(), expected, mark));
        }
        std::vector<std::size_t> counts(folded.size(), 0);
        for_each_code(wave, run, *column, [&](std::size_t sheet, std::uint32_t code) {
            ++counts[code];
            if (is_other[code] != 0) met.cells.push_back(cell_of(wave, sheet, name));
        });
        for (std::uint32_t code = 0; code < counts.size(); ++code) {
            if (counts[code] == 0) continue;
            met.folded.insert(folded[code]);
            if (is_other[code] != 0)
                met.others[std::string(base::trim(column->values.at(code)))] += counts[code];
        }
    }
}

/// "12 times "Other", 3 times "Femal" and 2 more like this"
std::string counted(const std::map<std::string, std::size_t>& texts) {
    std::vector<std::pair<std::size_t, std::string>> order;
    for (const auto& [text, n] : texts) order.emplace_back(n, text);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i) {
        out += fmt::format("{}{} time{} {}", i == 0 ? "" : ", ", order[i].first,
                           order[i].first == 1 ? "" : "s", quoted(order[i].second));
    }
    return order.size() > 3 ? out + fmt::format(" and {} more texts", order.size() - 3) : out;
}

/// A guess at what the first text that is nearly an expected one was to be; "" if none is.
std::string guess(const Met& met, const Expected& expected) {
    for (const auto& [text, n] : met.others) {
        const auto close = base::closest(text, expected.texts, 1);
        if (!close.empty())
            return fmt::format("did you mean {} where it says {}?", quoted(close.front()), quoted(text));
    }
    return "";
}

void add_others(DataDoubt one, Met met, std::vector<DataDoubt>& doubts) {
    if (met.cells.empty()) return;
    one.diagnostic.found = counted(met.others);
    one.cells = std::move(met.cells);
    point_at_cells(one);
    doubts.push_back(std::move(one));
}

std::string cells_in_words(std::size_t n) {
    return n == 1 ? "1 cell" : fmt::format("{} cells", n);
}

void add_absent(const Study& study, const Mark& mark, const std::string& column, const Expected& expected,
                const Met& met, std::vector<DataDoubt>& doubts) {
    std::vector<std::string> absent;
    for (const std::string& text : expected.texts) {
        if (!met.folded.contains(base::folded(text))) absent.push_back(quoted(text));
    }
    if (absent.empty() || met.folded.empty()) return;
    DataDoubt one;
    one.diagnostic = study.diagnostic_at(
        mark, base::Severity::warning, "data.group_absent",
        fmt::format("of the sheets that count, none says {} in \"{}\"", base::joined(absent, "or"), column));
    one.diagnostic.found = met.others.empty() ? "" : counted(met.others);
    doubts.push_back(std::move(one));
}

void check_group(const Study& study, const Responses& responses, const Group& group,
                 std::vector<DataDoubt>& doubts) {
    const Expected expected{{group.programme, group.comparison}, false};
    Met met;
    for (const WaveData& wave : responses.waves) look_at(study, wave, group.column, expected, met);
    add_absent(study, group.mark, group.column, expected, met, doubts);
    auto one = doubt(
        base::Severity::warning, "data.group_text",
        fmt::format("{} of \"{}\" {} neither \"{}\" nor \"{}\"", cells_in_words(met.cells.size()),
                    group.column, met.cells.size() == 1 ? "says" : "say", group.programme, group.comparison));
    one.diagnostic.help = guess(met, expected);
    add_others(std::move(one), std::move(met), doubts);
}

void check_subgroup(const Study& study, const Responses& responses, const Subgroup& subgroup,
                    std::vector<DataDoubt>& doubts) {
    const Expected expected{subgroup.keep, !subgroup.cuts.empty()};
    if (expected.texts.empty() && !expected.numbers) return;
    Met met;
    for (const WaveData& wave : responses.waves)
        look_at(study, wave, subgroup.column.in(wave.id), expected, met);
    add_absent(study, subgroup.mark, subgroup.column.common, expected, met, doubts);
    const std::string help = guess(met, expected);
    const bool on_purpose = !expected.numbers && help.empty();
    auto one =
        doubt(on_purpose ? base::Severity::note : base::Severity::warning, "data.subgroup_text",
              fmt::format("{} of \"{}\" {} to no group of \"{}\"", cells_in_words(met.cells.size()),
                          subgroup.column.common, met.cells.size() == 1 ? "belongs" : "belong", subgroup.id));
    one.diagnostic.help = help;
    if (expected.numbers && help.empty())
        one.diagnostic.help = "cuts need numbers; a text for \"no answer\" belongs in [missing]";
    add_others(std::move(one), std::move(met), doubts);
}

}  // namespace

std::vector<DataDoubt> group_texts(const Study& study, const Responses& responses) {
    std::vector<DataDoubt> doubts;
    if (study.columns.group) check_group(study, responses, *study.columns.group, doubts);
    for (const Subgroup& subgroup : study.subgroups) check_subgroup(study, responses, subgroup, doubts);
    return doubts;
}

}  // namespace outcomes::survey
