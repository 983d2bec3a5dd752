#include "libstats/survey/doubtful_rows.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/row_filter.hpp"
#include "libstats/survey/toml_write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::survey {
namespace {

/// What one condition says about the sheets of one table.
struct Doubt {
    std::string kind;
    Condition drop;  ///< `is` narrowed to the texts that occur
    std::size_t n = 0;
};

bool is_named(const std::string& column, const std::vector<Condition>& conditions) {
    return std::any_of(conditions.begin(), conditions.end(),
                       [&](const Condition& one) { return one.column == column; });
}

Doubt counted(const DoubtfulRows& rows, const io::Column& column, const std::vector<std::size_t>& n_of_text,
              const MissingKey& missing, char mark) {
    Doubt doubt{rows.kind, rows.drop, 0};
    doubt.drop.is.clear();
    for (std::uint32_t code = 0; code < n_of_text.size(); ++code) {
        const std::string_view text = column.values.at(code);
        if (n_of_text[code] == 0 || holds(rows.drop, text, missing, mark) != Holds::yes) continue;
        doubt.n += n_of_text[code];
        if (!rows.drop.is.empty()) doubt.drop.is.emplace_back(base::trim(text));
    }
    return doubt;
}

class Doubts {
  public:
    /// Adds what is doubtful in one table; of several that tell one kind, the one with most sheets.
    void add(const std::vector<Doubt>& of_table) {
        std::vector<const Doubt*> chosen;
        for (const Doubt& doubt : of_table) {
            const auto same = std::find_if(chosen.begin(), chosen.end(),
                                           [&](const Doubt* one) { return one->kind == doubt.kind; });
            if (same == chosen.end())
                chosen.push_back(&doubt);
            else if ((*same)->n < doubt.n)
                *same = &doubt;
        }
        for (const Doubt* doubt : chosen) {
            if (doubt->n == 0) continue;
            count(*doubt);
            merge(doubt->drop);
        }
    }
    [[nodiscard]] bool empty() const { return kinds_.empty(); }
    [[nodiscard]] std::string counts() const {
        std::vector<std::string> parts;
        for (const auto& [kind, n] : kinds_) parts.push_back(fmt::format("{} {}", n, kind));
        return base::joined(parts);
    }
    [[nodiscard]] std::string drop_line() const {
        std::string line;
        for (const Condition& condition : drops_)
            line += (line.empty() ? "" : ", ") + toml_condition(condition);
        return "drop = [" + line + "]";
    }

  private:
    void count(const Doubt& doubt) {
        const auto found = std::find_if(kinds_.begin(), kinds_.end(),
                                        [&](const auto& one) { return one.first == doubt.kind; });
        if (found == kinds_.end())
            kinds_.emplace_back(doubt.kind, doubt.n);
        else
            found->second += doubt.n;
    }

    /// Texts of one column go into one condition.
    void merge(const Condition& drop) {
        const auto same = std::find_if(drops_.begin(), drops_.end(), [&](const Condition& one) {
            return one.column == drop.column && one.is.empty() == drop.is.empty();
        });
        if (same == drops_.end()) {
            drops_.push_back(drop);
            return;
        }
        for (const std::string& text : drop.is) {
            if (std::find(same->is.begin(), same->is.end(), text) == same->is.end()) same->is.push_back(text);
        }
    }

    std::vector<std::pair<std::string, std::size_t>> kinds_;
    std::vector<Condition> drops_;
};

/// How many sheets of the table hold each text of the column.
std::vector<std::size_t> n_of_each_text(const WaveData& wave, std::uint32_t t, const io::Column& column) {
    std::vector<std::size_t> n(column.values.size());
    column.codes.visit([&](const auto& codes) {
        for (const Sheet& sheet : wave.sheets) {
            if (sheet.table == t) ++n[codes[sheet.record]];
        }
    });
    return n;
}

std::vector<Doubt> doubts_of(const Study& study, const Wave& declared, const WaveData& wave,
                             std::uint32_t t) {
    const io::Table& table = *wave.tables[t];
    const MissingKey missing(study.missing, declared.decimal);
    std::map<const io::Column*, std::vector<std::size_t>> counts;
    std::vector<Doubt> doubts;
    for (const DoubtfulRows& rows : wave.layouts[t]->doubtful) {
        const io::Column* column = table.find(rows.drop.column);
        const bool is_settled =
            is_named(rows.drop.column, study.rows.keep) || is_named(rows.drop.column, declared.where);
        if (column == nullptr || is_settled) continue;
        const auto [place, is_new] = counts.try_emplace(column);
        if (is_new) place->second = n_of_each_text(wave, t, *column);
        doubts.push_back(counted(rows, *column, place->second, missing, declared.decimal));
    }
    return doubts;
}

}  // namespace

std::optional<base::Diagnostic> doubtful_rows(const Study& study, const Wave& declared,
                                              const WaveData& wave) {
    Doubts doubts;
    for (std::uint32_t t = 0; t < wave.tables.size(); ++t) {
        if (wave.layouts[t]) doubts.add(doubts_of(study, declared, wave, t));
    }
    if (doubts.empty()) return std::nullopt;
    base::Diagnostic diagnostic;
    diagnostic.severity = base::Severity::warning;
    diagnostic.code = "data.doubtful_rows";
    diagnostic.message = fmt::format("wave \"{}\" has {} rows, among them {}; all count as answers", wave.id,
                                     wave.sheets.size(), doubts.counts());
    diagnostic.place.file = wave.tables.front()->path;
    diagnostic.help =
        fmt::format("to leave them out: [rows] {}; to settle that they count, name the column in keep",
                    doubts.drop_line());
    return diagnostic;
}

}  // namespace outcomes::survey
