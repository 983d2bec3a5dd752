#include "libstats/survey/changed_people.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/sex_texts.hpp"
#include "libstats/survey/sheet_texts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr int oldest = 130;
constexpr int earliest_birth = 1900;

struct WavePairOf {
    const WaveData* from;
    const WaveData* to;
    const std::vector<SheetPair>* pairs;
};

/// Texts compared folded; those of [missing] say nothing.
TextForm folded_unless(const MissingKey& missing) {
    return [&missing](std::string_view text) -> std::optional<std::string> {
        std::string folded = base::folded(text);
        if (missing.contains_folded(folded)) return std::nullopt;
        return folded;
    };
}

const ColumnName* subgroup_column(const Study& study, std::initializer_list<std::string_view> names) {
    for (const Subgroup& subgroup : study.subgroups) {
        const std::string id = base::folded(subgroup.id);
        if (std::find(names.begin(), names.end(), id) != names.end()) return &subgroup.column;
    }
    return nullptr;
}

bool have_common_text(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::set<std::uint32_t> of_a(a.begin(), a.end());
    of_a.erase(none);
    return std::any_of(b.begin(), b.end(), [&](std::uint32_t text) { return of_a.contains(text); });
}

bool says_something(const std::vector<std::uint32_t>& texts) {
    return std::any_of(texts.begin(), texts.end(), [](std::uint32_t text) { return text != none; });
}

void add_changed_sex(const Study& study, const WavePairOf& waves, const ColumnName& column,
                     std::vector<DataDoubt>& doubts) {
    SheetTexts texts;
    const WaveData* const both[] = {waves.from, waves.to};
    const SexTexts sexes(study, both, column);
    const TextForm form = [&sexes](std::string_view text) { return sexes.form(text); };
    const auto before = texts.number(*waves.from, column.in(waves.from->id), form);
    const auto after = texts.number(*waves.to, column.in(waves.to->id), form);
    if (!says_something(before) || !says_something(after)) return;
    const std::string& name = column.in(waves.to->id);
    if (!have_common_text(before, after)) {
        auto one = doubt(base::Severity::warning, "data.sex_coded_differently",
                         fmt::format("\"{}\" has no text in common in waves \"{}\" and \"{}\"", name,
                                     waves.from->id, waves.to->id));
        one.diagnostic.place.file = waves.to->tables.front()->path;
        one.diagnostic.help = "write it in the same way in both files, so that people can be checked";
        doubts.push_back(std::move(one));
        return;
    }
    std::vector<DoubtfulCell> cells;
    for (const SheetPair& pair : *waves.pairs) {
        const bool changed =
            before[pair.from] != none && after[pair.to] != none && before[pair.from] != after[pair.to];
        if (changed) cells.push_back(cell_of(*waves.to, pair.to, name));
    }
    if (cells.empty()) return;
    auto one = doubt(base::Severity::warning, "data.changed_sex",
                     fmt::format("{} linked from \"{}\" to \"{}\" {} another sex the second time",
                                 people_in_words(cells.size()), waves.from->id, waves.to->id,
                                 cells.size() == 1 ? "has" : "have"));
    one.diagnostic.help = "two people may share a code; see whether the other answers fit one person";
    one.cells = std::move(cells);
    point_at_cells(one);
    doubts.push_back(std::move(one));
}

std::optional<int> year_of(const std::string& date) {
    int year = 0;
    const auto read = std::from_chars(date.data(), date.data() + std::min<std::size_t>(4, date.size()), year);
    return read.ec == std::errc() && date.size() >= 10 ? std::optional(year) : std::nullopt;
}

/// Years since year 0, in parts of a year that are right to about a day.
std::optional<double> years_of(const std::string& date) {
    const auto year = year_of(date);
    if (!year) return std::nullopt;
    int month = 0;
    int day = 0;
    std::from_chars(date.data() + 5, date.data() + 7, month);
    std::from_chars(date.data() + 8, date.data() + 10, day);
    return *year + (month - 1) / 12.0 + (day - 1) / 365.25;
}

/// What each distinct text says, by its number in the pool.
std::vector<std::optional<AgeSpan>> spans_of(const SheetTexts& texts, bool as_births) {
    std::vector<std::optional<AgeSpan>> spans;
    for (std::uint32_t number = 0; number < texts.size(); ++number) {
        if (!as_births) {
            spans.push_back(age_span(texts.text(number)));
            continue;
        }
        const auto year = base::parse_decimal(texts.text(number));
        const auto whole = year ? base::units_at(*year, 0) : std::nullopt;
        spans.push_back(whole ? std::optional(AgeSpan{static_cast<int>(*whole), static_cast<int>(*whole)})
                              : std::nullopt);
    }
    return spans;
}

/// Every text that is a number is a year of birth, and there is one at least.
bool are_births(const SheetTexts& texts) {
    std::size_t n = 0;
    for (std::uint32_t number = 0; number < texts.size(); ++number) {
        const auto value = base::parse_decimal(texts.text(number));
        if (!value) continue;
        const double year = value->to_double();
        if (year < earliest_birth || year > 2200) return false;
        ++n;
    }
    return n > 0;
}

std::string steps_in_words(const AgeStep& step, bool births) {
    if (births) return "a year of birth does not change";
    return fmt::format("expected: {} to {} years older", step.low, step.high);
}

void add_changed_age(const Study& study, const WavePairOf& waves, const ColumnName& column,
                     std::vector<DataDoubt>& doubts) {
    SheetTexts texts;
    const MissingKey missing(study.missing);
    const auto before = texts.number(*waves.from, column.in(waves.from->id), folded_unless(missing));
    const auto after = texts.number(*waves.to, column.in(waves.to->id), folded_unless(missing));
    const bool births = are_births(texts);
    const auto spans = spans_of(texts, births);
    const Wave* from = study.find_wave(waves.from->id);
    const Wave* to = study.find_wave(waves.to->id);
    const AgeStep step =
        births || from == nullptr || to == nullptr ? AgeStep{0, 0} : expected_age_step(from->date, to->date);
    std::vector<DoubtfulCell> cells;
    for (const SheetPair& pair : *waves.pairs) {
        if (before[pair.from] == none || after[pair.to] == none) continue;
        const auto& early = spans[before[pair.from]];
        const auto& late = spans[after[pair.to]];
        if (!early || !late) continue;
        const bool possible = late->high - early->low >= step.low && late->low - early->high <= step.high;
        if (!possible) cells.push_back(cell_of(*waves.to, pair.to, column.in(waves.to->id)));
    }
    if (cells.empty()) return;
    auto one = doubt(base::Severity::warning, "data.changed_age",
                     fmt::format("the age of {} linked from \"{}\" to \"{}\" moved as no age can",
                                 people_in_words(cells.size()), waves.from->id, waves.to->id));
    one.diagnostic.found = steps_in_words(step, births);
    one.diagnostic.help = "two people may share a code; see whether the other answers fit one person";
    one.cells = std::move(cells);
    point_at_cells(one);
    doubts.push_back(std::move(one));
}

/// Whole numbers in a text, in their order.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at != end) {
        int number = 0;
        const auto read = std::from_chars(at, end, number);
        if (*at < '0' || *at > '9' || read.ec != std::errc()) {
            ++at;
            continue;
        }
        numbers.push_back(number);
        at = read.ptr;
    }
    return numbers;
}

/// What is left of a text without its digits and spaces.
std::string words_of(std::string_view text) {
    std::string words;
    for (const char c : text) {
        if ((c < '0' || c > '9') && c != ' ') words += c;
    }
    return words;
}

bool is_one_of(const std::string& text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

std::optional<AgeSpan> age_span(std::string_view text) {
    constexpr int no_end = std::numeric_limits<int>::max() / 4;
    const std::string folded = base::folded(text);
    const std::vector<int> numbers = numbers_in(folded);
    const std::string words = words_of(folded);
    if (numbers.empty() || numbers.size() > 2 || *std::max_element(numbers.begin(), numbers.end()) > oldest)
        return std::nullopt;
    if (numbers.size() == 2) {
        const bool band = is_one_of(words, {"-", "to", "years-", "-years", "toyears"});
        if (!band || numbers[0] > numbers[1]) return std::nullopt;
        return AgeSpan{numbers[0], numbers[1]};
    }
    const int age = numbers.front();
    if (words.empty() || is_one_of(words, {"years", "year", "yearsold"})) return AgeSpan{age, age};
    if (is_one_of(words, {"+", "andover", "andolder", "orover", "orolder", "ormore", "yearsandover", ">="}))
        return AgeSpan{age, no_end};
    if (is_one_of(words, {">", "over", "above"})) return AgeSpan{age + 1, no_end};
    if (is_one_of(words, {"<", "under", "below"})) return AgeSpan{0, age - 1};
    if (is_one_of(words, {"<=", "upto", "andunder", "andyounger", "orunder", "oryounger"}))
        return AgeSpan{0, age};
    return std::nullopt;
}

AgeStep expected_age_step(const std::string& from_date, const std::string& to_date) {
    const auto from = years_of(from_date);
    const auto to = years_of(to_date);
    if (!from || !to) return {};
    constexpr double a_day = 1.5 / 365.25;  // months differ in length
    const double years = *to - *from;
    return {std::max(0, static_cast<int>(std::floor(years + a_day)) - 1),
            static_cast<int>(std::ceil(years - a_day)) + 1};
}

std::optional<ColumnName> sex_column(const Study& study) {
    if (study.columns.sex) return study.columns.sex;
    const ColumnName* of_group = subgroup_column(study, {"sex", "gender"});
    return of_group == nullptr ? std::nullopt : std::optional(*of_group);
}

std::optional<ColumnName> age_column(const Study& study) {
    if (study.columns.age) return study.columns.age;
    const ColumnName* of_group = subgroup_column(study, {"age", "age_band", "ageband", "age band"});
    return of_group == nullptr ? std::nullopt : std::optional(*of_group);
}

WavePairs consecutive_sheets(const Responses& responses) {
    struct Seen {
        std::uint32_t wave = none;
        std::uint32_t sheet = none;
    };
    const std::size_t n = responses.waves.size();
    WavePairs pairs(n, std::vector<std::vector<SheetPair>>(n));
    std::vector<Seen> last(responses.n_people);
    for (std::uint32_t w = 0; w < n; ++w) {
        const WaveData& wave = responses.waves[w];
        for (std::uint32_t sheet = 0; sheet < wave.size(); ++sheet) {
            if (wave.person[sheet] == none) continue;
            Seen& seen = last[wave.person[sheet]];
            if (seen.wave != none && seen.wave != w) pairs[seen.wave][w].push_back({seen.sheet, sheet});
            seen = {w, sheet};
        }
    }
    return pairs;
}

std::vector<DataDoubt> changed_people(const Study& study, const Responses& responses) {
    std::vector<DataDoubt> doubts;
    const auto sex = sex_column(study);
    const auto age = age_column(study);
    if (!sex && !age) return doubts;
    const WavePairs pairs = consecutive_sheets(responses);
    for (std::size_t from = 0; from < pairs.size(); ++from) {
        for (std::size_t to = from + 1; to < pairs.size(); ++to) {
            if (pairs[from][to].empty()) continue;
            const WavePairOf waves{&responses.waves[from], &responses.waves[to], &pairs[from][to]};
            if (sex) add_changed_sex(study, waves, *sex, doubts);
            if (age) add_changed_age(study, waves, *age, doubts);
        }
    }
    return doubts;
}

}  // namespace outcomes::survey
