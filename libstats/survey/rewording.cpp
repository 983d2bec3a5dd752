#include "libstats/survey/rewording.hpp"

#include "libstats/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t shown = 3;

std::string quoted(const std::string& text) {
    return '"' + base::fitted(base::printable(text), 70) + '"';
}

/// How texts are compared: a full stop more or less is no rewording.
std::string form_of(const std::string& text) {
    std::string form = base::folded(text);
    while (!form.empty() && std::string_view(" .?!:;").find(form.back()) != std::string_view::npos)
        form.pop_back();
    return form;
}

std::string text_of(const ExportColumn& column) {
    if (column.text.empty() || column.option.empty()) return column.text;
    return column.text + " - " + column.option;
}

/// Every text of a wave's files, compared, and the column below it.
std::map<std::string, std::string> columns_by_text(const WaveData& wave) {
    std::map<std::string, std::string> columns;
    for (const auto& layout : wave.layouts) {
        if (!layout) continue;
        for (const ExportColumn& column : layout->columns) {
            if (!column.text.empty()) columns.emplace(form_of(text_of(column)), column.name);
        }
    }
    return columns;
}

std::string change_text(const AnswerUse& use, const std::string& from, const std::string& to,
                        const std::map<std::string, std::string>& columns_now) {
    std::string line = fmt::format("{}: {} -> {}", use.name, quoted(from), quoted(to));
    const auto moved = columns_now.find(form_of(from));
    if (moved != columns_now.end())
        line += fmt::format("; the first text stands over {} now", quoted(moved->second));
    return line;
}

}  // namespace

std::string question_text(const WaveData& wave, const std::string& column) {
    for (std::size_t t = 0; t < wave.tables.size() && !column.empty(); ++t) {
        const io::Column* found = wave.tables[t]->find(column);
        if (found == nullptr) continue;
        if (found->variable) return found->variable->label;
        if (t >= wave.layouts.size() || !wave.layouts[t]) continue;
        for (const ExportColumn& one : wave.layouts[t]->columns) {
            if (one.field == found->field) return text_of(one);
        }
    }
    return "";
}

std::vector<DataDoubt> reworded_questions(const Responses& responses,
                                          const std::vector<std::vector<AnswerUse>>& uses) {
    std::vector<DataDoubt> doubts;
    for (std::size_t w = 1; w < responses.waves.size(); ++w) {
        const WaveData& from = responses.waves[w - 1];
        const WaveData& to = responses.waves[w];
        const auto columns_now = columns_by_text(to);
        std::vector<std::string> changes;
        for (std::size_t q = 0; q < uses[w].size(); ++q) {
            const std::string before = question_text(from, uses[w - 1][q].column);
            const std::string now = question_text(to, uses[w][q].column);
            if (before.empty() || now.empty() || form_of(before) == form_of(now)) continue;
            changes.push_back(change_text(uses[w][q], before, now, columns_now));
        }
        if (changes.empty()) continue;
        auto one = doubt(base::Severity::warning, "waves.reworded",
                         fmt::format("{} not worded alike in waves \"{}\" and \"{}\"",
                                     changes.size() == 1 ? "1 question is"
                                                         : fmt::format("{} questions are", changes.size()),
                                     from.id, to.id));
        one.diagnostic.place.file = to.tables.front()->path;
        const std::size_t n = std::min(shown, changes.size());
        one.diagnostic.found = fmt::format(
            "{}", fmt::join(changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(n), "\n"));
        if (changes.size() > n)
            one.diagnostic.found += fmt::format("\nand {} more questions", changes.size() - n);
        one.diagnostic.help = "see whether it is still one question; if not, take it out of its scale";
        doubts.push_back(std::move(one));
    }
    return doubts;
}

}  // namespace outcomes::survey
