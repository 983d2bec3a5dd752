#include "tests/attack/published.hpp"

#include "libstats/findings/disclose_parts.hpp"
#include "libstats/findings/glossary.hpp"
#include "libstats/render/delimited.hpp"
#include "libstats/render/movements.hpp"
#include "libstats/render/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <variant>

namespace outcomes::tests {
namespace {

using findings::DisclosureRules;
using findings::Finding;
using findings::StudyFindings;
using nlohmann::json;
using Count = std::optional<std::uint64_t>;

template <class Value>
void read_member(const json& object, std::string_view name, Value& value) {
    const json& found = object.at(std::string(name));
    if (!found.is_null()) value = found.get<Value>();
}
template <class Value>
void read_member(const json& object, std::string_view name, std::optional<Value>& value) {
    const json& found = object.at(std::string(name));
    if (!found.is_null()) value = found.get<Value>();
}

Finding row_of(const json& object) {
    Finding row;
    for (const findings::ColumnMeaning& column : findings::columns())
        std::visit([&](const auto member) { read_member(object, column.name, row.*member); }, column.member);
    return row;
}

/// Bounds of a rounded number: under the threshold it would be hidden.
class Rounding {
  public:
    explicit Rounding(const DisclosureRules& rules) : rules_(rules) {}
    [[nodiscard]] MaybeSeen operator()(const Count& count) const {
        if (!count) return std::nullopt;
        const auto shown = static_cast<std::int64_t>(*count);
        const auto round = static_cast<std::int64_t>(rules_.round);
        const auto threshold = static_cast<std::int64_t>(rules_.threshold);
        return Seen{std::max(shown - round / 2, threshold), shown + (round - 1) / 2};
    }
    [[nodiscard]] MaybeSeen of(const json& object, const char* name) const {
        Count count;
        read_member(object, name, count);
        return (*this)(count);
    }
    [[nodiscard]] std::vector<MaybeSeen> list(const json& counts) const {
        std::vector<MaybeSeen> all;
        for (const json& count : counts) all.push_back((*this)(count.get<std::uint64_t>()));
        return all;
    }

  private:
    DisclosureRules rules_;
};

/// The true rows in the order of the published ones: those of people in no group are left out of every
/// output.
std::vector<const Finding*> true_rows(const StudyFindings& truth) {
    std::vector<const Finding*> rows;
    for (const Finding& row : truth.results) {
        if (row.group.empty() || !row.subgroup.empty()) rows.push_back(&row);
    }
    return rows;
}

SeenRow seen_row(const json& object, const Finding& truth, const StudyFindings& study,
                 const DisclosureRules& rules) {
    SeenRow seen;
    seen.row = row_of(object);
    if (seen.row.term != truth.term || seen.row.group != truth.group)
        throw std::logic_error("the rows of the output are not those of the results");
    const Rounding rounding(rules);
    seen.n = rounding(seen.row.n);
    seen.n_from = rounding(seen.row.n_from);
    seen.n_to = rounding(seen.row.n_to);
    seen.n_pairs = rounding(seen.row.n_pairs);
    const findings::RowSteps steps = findings::steps_of(study, truth, rules);
    seen.mean_slack = steps.means.size() / 2;
    seen.sd_slack = steps.sds.size() / 2;
    seen.limit_slack = steps.limits.size() / 2;
    seen.effect_slack = steps.effects.size() / 2;
    return seen;
}

SeenMovement seen_movement(const json& object, const Rounding& rounding) {
    SeenMovement seen;
    seen.term = object.at("term");
    seen.answers = object.at("answers").get<std::vector<std::string>>();
    seen.count_from = rounding.list(object.at("count_from"));
    seen.count_to = rounding.list(object.at("count_to"));
    const json& moves = object.at("moves");
    for (std::size_t a = 0; a + 1 < moves.size(); ++a) {
        for (std::size_t b = 0; b + 1 < moves.size(); ++b)
            seen.moves.push_back(rounding(moves[a][b].get<std::uint64_t>()));
    }
    seen.higher = rounding.of(object, "higher");
    seen.same = rounding.of(object, "same");
    seen.lower = rounding.of(object, "lower");
    return seen;
}

SeenSpread seen_spread(const json& object, const Rounding& rounding) {
    SeenSpread seen;
    seen.term = object.at("term");
    read_member(object, "smallest_change", seen.smallest_change);
    seen.n = rounding.of(object, "n");
    seen.higher = rounding.of(object, "higher");
    seen.lower = rounding.of(object, "lower");
    for (const json& bin : object.at("bins"))
        seen.bins.push_back({bin.at("low"), bin.at("high"), rounding.of(bin, "people")});
    return seen;
}

/// Exact, or hidden where it is small.
class Primary {
  public:
    explicit Primary(std::uint64_t threshold) : threshold_(threshold) {}
    [[nodiscard]] MaybeSeen operator()(const Count& count) const {
        if (!count || *count < threshold_) return std::nullopt;
        const auto n = static_cast<std::int64_t>(*count);
        return Seen{n, n};
    }
    [[nodiscard]] std::vector<MaybeSeen> list(const std::vector<std::uint64_t>& counts) const {
        std::vector<MaybeSeen> all;
        for (const std::uint64_t count : counts) all.push_back((*this)(count));
        return all;
    }

  private:
    std::uint64_t threshold_;
};

constexpr double nothing = 1e-9;

SeenRow exact_row(const Finding& row, std::uint64_t threshold) {
    SeenRow seen;
    seen.row = row;
    const auto least = findings::fewest(row);
    if (least && *least < threshold) findings::suppress(seen.row);
    const Primary exact(threshold);
    seen.n = exact(seen.row.n);
    seen.n_from = exact(seen.row.n_from);
    seen.n_to = exact(seen.row.n_to);
    seen.n_pairs = exact(seen.row.n_pairs);
    seen.mean_slack = seen.sd_slack = seen.limit_slack = seen.effect_slack = nothing;
    return seen;
}

SeenMovement exact_movement(const findings::Movement& movement, const Primary& exact) {
    SeenMovement seen;
    seen.term = movement.term;
    seen.answers = movement.answers;
    seen.count_from = exact.list(movement.count_from);
    seen.count_to = exact.list(movement.count_to);
    const std::size_t k = movement.answers.size();
    for (std::size_t a = 0; a < k && !movement.moves.empty(); ++a) {
        for (std::size_t b = 0; b < k; ++b) seen.moves.push_back(exact(movement.at(a, b)));
    }
    seen.higher = exact(movement.n_higher);
    seen.same = exact(movement.n_same);
    seen.lower = exact(movement.n_lower);
    return seen;
}

SeenSpread exact_spread(const findings::ChangeSpread& spread, const Primary& exact) {
    SeenSpread seen{spread.term,           spread.smallest_change,
                    exact(spread.n),       exact(spread.n_higher),
                    exact(spread.n_lower), {}};
    for (const findings::ChangeBin& bin : spread.bins)
        seen.bins.push_back({bin.low, bin.high, exact(bin.people)});
    return seen;
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

/// Cells of one line of comma-separated text whose quoted cells hold no line breaks.
std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

void check_csv(const findings::SafeFindings& safe, const Published& seen, std::vector<std::string>& leaks) {
    std::istringstream lines(render::delimited(safe));
    std::string line;
    std::getline(lines, line);
    for (const SeenRow& row : seen.rows) {
        if (!std::getline(lines, line)) leaks.emplace_back("csv: too few rows");
        const std::vector<std::string> cells = cells_of(line);
        if (!row.row.suppressed) continue;
        std::size_t at = 0;
        for (const findings::ColumnMeaning& column : findings::columns()) {
            const bool is_number = column.member.index() == 1 || column.member.index() == 2;
            if (is_number && !cells.at(at).empty()) leaks.push_back("csv: " + line);
            ++at;
        }
    }
}

/// Lines about a term all of whose rows are hidden hold no digit.
void check_page(const std::string& page, const Published& seen, std::vector<std::string>& leaks) {
    std::vector<std::string> hidden, shown;
    for (const SeenRow& row : seen.rows) (row.row.suppressed ? hidden : shown).push_back(row.row.label);
    for (const SeenMovement& movement : seen.movements) {
        for (const SeenRow& row : seen.rows) {
            if (row.row.term == movement.term) shown.push_back(row.row.label);
        }
    }
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        for (const std::string& label : hidden) {
            const bool also_shown = std::find(shown.begin(), shown.end(), label) != shown.end();
            if (!also_shown && line.find(label) != std::string::npos && has_digit(line))
                leaks.push_back(line);
        }
    }
}

}  // namespace

Published published(const std::string& text, const StudyFindings& truth, const DisclosureRules& rules) {
    const json document = json::parse(text);
    const Rounding rounding(rules);
    Published seen;
    const std::vector<const Finding*> rows = true_rows(truth);
    const json& results = document.at("results");
    if (results.size() != rows.size()) throw std::logic_error("the output has other rows than the results");
    for (std::size_t i = 0; i < rows.size(); ++i)
        seen.rows.push_back(seen_row(results[i], *rows[i], truth, rules));
    if (document.contains("movements")) {
        for (const json& one : document.at("movements"))
            seen.movements.push_back(seen_movement(one, rounding));
    }
    if (document.contains("spreads")) {
        for (const json& one : document.at("spreads")) seen.spreads.push_back(seen_spread(one, rounding));
    }
    for (const json& one : document.at("inputs")) seen.records.push_back(rounding.of(one, "rows"));
    return seen;
}

Published only_small_hidden(const StudyFindings& truth, std::uint64_t threshold) {
    const Primary exact(threshold);
    Published seen;
    for (const Finding* row : true_rows(truth)) seen.rows.push_back(exact_row(*row, threshold));
    for (const auto& one : truth.movements) seen.movements.push_back(exact_movement(one, exact));
    for (const auto& one : truth.spreads) seen.spreads.push_back(exact_spread(one, exact));
    for (const auto& input : truth.inputs) seen.records.push_back(exact(input.rows));
    return seen;
}

std::vector<std::string> leaks_of_other_formats(const findings::SafeFindings& safe, const Published& seen) {
    std::vector<std::string> leaks;
    check_csv(safe, seen, leaks);
    constexpr std::size_t width = 120;
    check_page(render::text(safe, {.width = width, .color = false}), seen, leaks);
    check_page(render::markdown(safe), seen, leaks);
    return leaks;
}

}  // namespace outcomes::tests
