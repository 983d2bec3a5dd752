#include "libstats/survey/privacy.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/changed_people.hpp"
#include "libstats/survey/sheet_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t enough_alike = 5;
constexpr std::size_t fewest_texts = 3;
constexpr int years_apart = 10;
constexpr std::uint64_t no_group = std::numeric_limits<std::uint64_t>::max();

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
    return is_upper(c) || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
        return false;
    const std::size_t dot = text.rfind('.');
    return dot != std::string_view::npos && dot > at + 1 && dot + 2 < text.size() &&
           text.find(' ') == std::string_view::npos;
}

/// One or two letters, a digit, perhaps one more letter or digit; then a digit and two letters.
bool is_postcode(std::string_view text) {
    std::string form;
    for (const char c : text) {
        if (c == ' ') continue;
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (!is_digit(upper) && !is_upper(upper)) return false;
        form += is_digit(upper) ? '9' : 'A';
    }
    constexpr std::array<std::string_view, 6> forms{"A99AA",   "A999AA", "AA99AA",
                                                    "AA999AA", "A9A9AA", "AA9A9AA"};
    return std::find(forms.begin(), forms.end(), form) != forms.end();
}

/// Groups of digits with one kind of mark between them: 1987-03-12, 12/03/1987, 12.3.87.
std::vector<int> date_parts(std::string_view text) {
    std::vector<int> parts;
    const char* at = text.data();
    const char* end = at + text.size();
    char mark = '\0';
    while (at != end) {
        int part = 0;
        const auto read = std::from_chars(at, end, part);
        if (!is_digit(*at) || read.ec != std::errc()) return {};
        parts.push_back(part);
        at = read.ptr;
        if (at == end) break;
        if ((*at != '-' && *at != '/' && *at != '.') || (mark != '\0' && *at != mark)) return {};
        mark = *at++;
    }
    return parts;
}

/// The year of a whole date, or nothing.
std::optional<int> year_of_date(std::string_view text) {
    const auto parts = date_parts(text);
    if (parts.size() != 3) return std::nullopt;
    const bool year_first = parts[0] > 31;
    const int year = year_first ? parts[0] : parts[2];
    const int a = year_first ? parts[1] : parts[0];
    const int b = year_first ? parts[2] : parts[1];
    const bool is_day = a >= 1 && b >= 1 && std::min(a, b) <= 12 && std::max(a, b) <= 31;
    const bool is_year = (year >= 1900 && year <= 2100) || (!year_first && year <= 99);
    return is_day && is_year ? std::optional(year) : std::nullopt;
}

bool is_name(std::string_view text) {
    std::size_t n_words = 0;
    bool begins = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ' ') {
            if (begins) return false;
            begins = true;
            continue;
        }
        const bool inner = !begins && (c == '\'' || c == '-' || c == '.');
        if (!inner && !is_letter(c)) return false;
        if (begins && c >= 'a' && c <= 'z') return false;
        if (begins) ++n_words;
        begins = false;
    }
    return !begins && (n_words == 2 || n_words == 3);
}

std::string_view plural_of(Identifier what) {
    constexpr std::array<std::string_view, 4> names{"e-mail addresses", "whole postcodes", "days of birth",
                                                    "names of people"};
    return names.at(static_cast<std::size_t>(what));
}

/// Columns that are read to tell people apart or to group them, not for their answers.
std::vector<std::string> columns_about_people(const Study& study, const WaveData& wave) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    };
    for (const ColumnName& id : study.columns.id) add(id.in(wave.id));
    const Columns& columns = study.columns;
    for (const auto* column : {&columns.household, &columns.sex, &columns.age, &columns.consent}) {
        if (*column) add((*column)->in(wave.id));
    }
    if (columns.group) add(columns.group->column);
    for (const Subgroup& subgroup : study.subgroups) add(subgroup.column.in(wave.id));
    return names;
}

/// What nine in ten of the column's texts look like; three distinct ones at least. Names of people hardly
/// ever repeat, those of places and groups do.
std::optional<Identifier> identifier_in(const io::Column& column) {
    std::array<std::size_t, 4> counts{};
    std::size_t n = 0;
    int earliest = 9999;
    int latest = 0;
    for (std::uint32_t code = 0; code < column.values.size(); ++code) {
        const std::string_view text = base::trim(column.values.at(code));
        if (text.empty()) continue;
        ++n;
        const auto what = identifier_of(text);
        if (!what) continue;
        ++counts.at(static_cast<std::size_t>(*what));
        if (*what != Identifier::date) continue;
        earliest = std::min(earliest, *year_of_date(text));
        latest = std::max(latest, *year_of_date(text));
    }
    for (const Identifier what :
         {Identifier::email, Identifier::postcode, Identifier::date, Identifier::name}) {
        const std::size_t alike = counts.at(static_cast<std::size_t>(what));
        const bool too_close = what == Identifier::date && latest - earliest <= years_apart;
        const bool repeats = what == Identifier::name && 2 * n < column.codes.size();
        if (alike >= fewest_texts && 10 * alike >= 9 * n && !too_close && !repeats) return what;
    }
    return std::nullopt;
}

void add_identifying(const Study& study, const WaveData& wave, std::set<const io::Table*>& seen,
                     std::vector<DataDoubt>& doubts) {
    for (const auto& table : wave.tables) {
        if (!seen.insert(table.get()).second) continue;
        for (const std::string& name : columns_about_people(study, wave)) {
            const io::Column* column = table->find(name);
            const auto what = column == nullptr ? std::nullopt : identifier_in(*column);
            if (!what) continue;
            auto one = doubt(base::Severity::warning, "privacy.identifying",
                             fmt::format("\"{}\" seems to hold {}", name, plural_of(*what)));
            one.diagnostic.place.file = table->path;
            one.diagnostic.place.column = column->field + 1;
            one.diagnostic.help =
                "use a code, a year or an area in its place; names and addresses are not "
                "needed to compare answers";
            doubts.push_back(std::move(one));
        }
    }
}

/// What an age counts as: its band of the subgroup, else its ten years; a band stays as it is.
TextForm age_form(const Study& study, const ColumnName& column, const std::string& wave,
                  const MissingKey& missing) {
    std::vector<base::Decimal> cuts;
    for (const Subgroup& subgroup : study.subgroups) {
        if (subgroup.column.in(wave) == column.in(wave)) cuts = subgroup.cuts;
    }
    return [cuts, &missing](std::string_view text) -> std::optional<std::string> {
        std::string folded = base::folded(text);
        if (missing.contains_folded(folded)) return std::nullopt;
        const auto age = base::parse_decimal(folded);
        if (!age) return folded;
        if (cuts.empty()) return fmt::format("{:.0f}0s", std::floor(age->to_double() / 10));
        const auto above = std::upper_bound(
            cuts.begin(), cuts.end(), *age,
            [](const base::Decimal& a, const base::Decimal& cut) { return base::compare(a, cut) < 0; });
        return fmt::format("band {}", above - cuts.begin());
    };
}

/// Numbers of the groups that the columns make together, one a sheet; `no_group` where a column says nothing.
std::vector<std::uint64_t> group_keys(const WaveData& wave, const std::vector<std::string>& columns,
                                      const std::vector<TextForm>& forms) {
    std::vector<std::uint64_t> keys(wave.size(), 0);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        SheetTexts texts;
        const auto numbers = texts.number(wave, columns[c], forms[c]);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const bool says_nothing = keys[i] == no_group || numbers[i] == none;
            keys[i] = says_nothing ? no_group : keys[i] * texts.size() + numbers[i];
        }
    }
    return keys;
}

/// Sheets whose group has fewer members than enough.
std::vector<DoubtfulCell> in_small_groups(const WaveData& wave, const std::vector<std::uint64_t>& keys) {
    std::unordered_map<std::uint64_t, std::size_t> sizes;
    for (const std::uint64_t key : keys) ++sizes[key];
    std::vector<DoubtfulCell> cells;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i] != no_group && sizes[keys[i]] < enough_alike) cells.push_back(cell_of(wave, i));
    }
    return cells;
}

std::string joined_names(const std::vector<std::string>& names) {
    std::vector<std::string> quoted;
    for (const std::string& name : names) quoted.push_back('"' + name + '"');
    return base::joined(quoted);
}

std::vector<DoubtfulCell> few_alike_in(const Study& study, const WaveData& wave, const ColumnName& age,
                                       const std::vector<std::string>& names) {
    const MissingKey missing(study.missing);
    const TextForm folded = [&missing](std::string_view text) -> std::optional<std::string> {
        std::string form = base::folded(text);
        return missing.contains_folded(form) ? std::nullopt : std::optional(std::move(form));
    };
    std::vector<TextForm> forms{age_form(study, age, wave.id, missing)};
    forms.resize(names.size(), folded);
    return in_small_groups(wave, group_keys(wave, names, forms));
}

void add_few_alike(const Study& study, const Responses& responses, std::vector<DataDoubt>& doubts) {
    const auto sex = sex_column(study);
    const auto age = age_column(study);
    if (!sex || !age) return;
    auto one = doubt(base::Severity::note, "privacy.few_alike", "");
    std::vector<std::string> counts;
    std::vector<std::string> names;
    for (const WaveData& wave : responses.waves) {
        names = {age->in(wave.id), sex->in(wave.id)};
        if (study.columns.group) names.push_back(study.columns.group->column);
        const auto cells = few_alike_in(study, wave, *age, names);
        if (cells.empty()) continue;
        counts.push_back(fmt::format("{} of wave \"{}\"", people_in_words(cells.size()), wave.id));
        one.cells.insert(one.cells.end(), cells.begin(), cells.end());
    }
    if (one.cells.empty()) return;
    one.diagnostic.message =
        fmt::format("{} share {} with fewer than four others", base::joined(counts), joined_names(names));
    if (study.columns.household) one.diagnostic.found = "with their household nearly everybody is alone";
    one.diagnostic.help =
        "tables by these columns show single people; join groups before they leave the house";
    point_at_cells(one);
    doubts.push_back(std::move(one));
}

}  // namespace

std::optional<Identifier> identifier_of(std::string_view text) {
    const std::string_view trimmed = base::trim(text);
    if (is_email(trimmed)) return Identifier::email;
    if (is_postcode(trimmed)) return Identifier::postcode;
    if (year_of_date(trimmed)) return Identifier::date;
    if (is_name(trimmed)) return Identifier::name;
    return std::nullopt;
}

std::vector<DataDoubt> privacy_doubts(const Study& study, const Responses& responses) {
    std::vector<DataDoubt> doubts;
    std::set<const io::Table*> seen;
    for (const WaveData& wave : responses.waves) add_identifying(study, wave, seen, doubts);
    add_few_alike(study, responses, doubts);
    return doubts;
}

}  // namespace outcomes::survey
