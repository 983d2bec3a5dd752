#include "libstats/survey/codes.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/key_numbers.hpp"
#include "libstats/survey/sex_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <numeric>
#include <optional>

namespace outcomes::survey {
namespace {

using Elements = std::vector<std::string>;

/// A code in parts, or one text where it does not divide.
struct Parts {
    Elements elements;
    std::string piece;

    [[nodiscard]] bool is_blank() const {
        return piece.empty() && std::all_of(elements.begin(), elements.end(),
                                            [](const std::string& one) { return one.empty(); });
    }
};

std::size_t total(const std::vector<std::size_t>& widths) {
    return std::accumulate(widths.begin(), widths.end(), std::size_t{0});
}

std::size_t n_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Elements cut_by_widths(std::string_view text, const std::vector<std::size_t>& widths) {
    Elements elements;
    std::size_t first = 0;
    for (const std::size_t width : widths) {
        elements.push_back(base::substring(text, first, width));
        first += width;
    }
    return elements;
}

Elements cut_by_separator(std::string_view text, const std::string& separator) {
    Elements elements;
    while (true) {
        const std::size_t at = text.find(separator);
        elements.emplace_back(base::trim(text.substr(0, at)));
        if (at == std::string_view::npos) return elements;
        text.remove_prefix(at + separator.size());
    }
}

/// The runs of letters and digits: some write "19 L 5" or "19/L/5" for "19-L-5".
Elements cut_by_marks(std::string_view text) {
    Elements elements;
    bool inside = false;
    for (const char c : text) {
        const bool is_mark =
            static_cast<unsigned char>(c) < 0x80U && std::isalnum(static_cast<unsigned char>(c)) == 0;
        if (!is_mark && !inside) elements.emplace_back();
        if (!is_mark) elements.back() += c;
        inside = !is_mark;
    }
    return elements;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// "7.0", as spreadsheets write a 7, is 7.
std::string whole_number(std::string_view text) {
    const auto number = base::parse_decimal(text);
    if (!number || text.find('.') == std::string_view::npos || digits_needed(*number) > 0)
        return std::string(text);
    return fmt::format("{}", *base::units_at(*number, 0));
}

/// Takes the codes of a study apart.
class Divider {
  public:
    Divider(const Study& study, const LinkRules& rules)
        : rules_(rules),
          no_key_(study.missing),
          missing_(study.missing),
          n_columns_(code_columns(study).size()) {}

    [[nodiscard]] std::size_t n_elements() const {
        if (n_columns_ > 1) return n_columns_;
        return rules_.widths.empty() ? std::max<std::size_t>(1, n_separated_) : rules_.widths.size();
    }
    /// Codes that a separator divides have as many parts as most of them.
    void expect_parts(std::size_t n) { n_separated_ = n; }

    [[nodiscard]] std::size_t n_parts(std::string_view text) const {
        return cut_by_separator(base::trim(text), rules_.separator).size();
    }

    [[nodiscard]] Parts divide(const std::vector<std::string_view>& cells) const {
        Parts parts;
        if (cells.size() > 1) {
            for (const std::string_view cell : cells)
                parts.elements.push_back(no_key_.contains(cell) ? "" : element(cell));
            return parts;
        }
        const std::string_view text = base::trim(cells.front());
        if (no_key_.contains(text)) return parts;
        for (const std::string& part : cut(text)) parts.elements.push_back(element(part));
        if (parts.elements.empty())
            parts.piece = rules_.normalise ? base::plain_capitals(text) : std::string(text);
        return parts;
    }

  private:
    [[nodiscard]] bool is_divided(const Elements& parts) const {
        return parts.size() == n_separated_ && n_separated_ > 1;
    }

    /// The raw parts of a code in one column; none if it does not divide.
    [[nodiscard]] Elements cut(std::string_view text) const {
        if (!rules_.separator.empty()) {
            Elements parts = cut_by_separator(text, rules_.separator);
            if (!is_divided(parts) && rules_.normalise) parts = cut_by_marks(text);
            return is_divided(parts) ? parts : Elements{};
        }
        if (rules_.widths.empty()) return {};
        const std::string plain = rules_.normalise ? base::plain_capitals(text) : std::string(text);
        if (n_characters(plain) == total(rules_.widths)) return cut_by_widths(plain, rules_.widths);
        if (n_characters(text) == total(rules_.widths)) return cut_by_widths(text, rules_.widths);
        return {};
    }

    /// Within a code, "NA" is two letters of it and not R's word for a blank cell.
    [[nodiscard]] std::string element(std::string_view text) const {
        text = base::trim(text);
        if (missing_.contains(text)) return "";
        return rules_.normalise ? base::plain_capitals(whole_number(text)) : std::string(text);
    }

    const LinkRules& rules_;
    NoKey no_key_;
    MissingKey missing_;
    std::size_t n_columns_;
    std::size_t n_separated_ = 0;
};

/// What stands in each place of an element, over all codes: so that a letter O among digits is a 0.
class Places {
  public:
    void count(std::string_view text) {
        for (std::size_t i = 0; i < std::min(text.size(), digits_.size()); ++i) {
            if (is_digit(text[i])) ++digits_[i];
            if (is_capital(text[i])) ++letters_[i];
        }
    }
    void correct(std::string& text) const {
        for (std::size_t i = 0; i < std::min(text.size(), digits_.size()); ++i) {
            if (is_mostly(digits_[i], letters_[i]))
                text[i] = text[i] == 'O' ? '0' : text[i] == 'I' ? '1' : text[i];
            if (is_mostly(letters_[i], digits_[i]))
                text[i] = text[i] == '0' ? 'O' : text[i] == '1' ? 'I' : text[i];
        }
    }

  private:
    static bool is_mostly(std::size_t these, std::size_t others) { return these > 0 && these >= 9 * others; }

    std::array<std::size_t, 32> digits_{};
    std::array<std::size_t, 32> letters_{};
};

void strip_zeros(std::string& text) {
    if (!all_digits(text)) return;
    text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
}

void tidy_places(std::vector<std::vector<Parts>>& waves, std::size_t n_elements) {
    std::vector<Places> places(n_elements + 1);
    const auto for_each_part = [&](auto use) {
        for (auto& wave : waves) {
            for (Parts& parts : wave) {
                for (std::size_t e = 0; e < parts.elements.size(); ++e) use(places[e], parts.elements[e]);
                use(places[n_elements], parts.piece);
            }
        }
    };
    for_each_part([](Places& place, const std::string& text) { place.count(text); });
    for_each_part([](const Places& place, std::string& text) { place.correct(text); });
    for (auto& wave : waves) {
        for (Parts& parts : wave) std::for_each(parts.elements.begin(), parts.elements.end(), strip_zeros);
    }
}

/// "19L5", where all other codes have a separator, is "19-L-5" if that is the only code that reads so.
void divide_pieces(std::vector<std::vector<Parts>>& waves) {
    std::map<std::string, Elements> divisions;  ///< by the whole text; empty where there are several
    for (const auto& wave : waves) {
        for (const Parts& parts : wave) {
            if (parts.elements.empty()) continue;
            const auto [known, is_new] =
                divisions.try_emplace(fmt::format("{}", fmt::join(parts.elements, "")), parts.elements);
            if (!is_new && known->second != parts.elements) known->second.clear();
        }
    }
    for (auto& wave : waves) {
        for (Parts& parts : wave) {
            const auto known = divisions.find(parts.piece);
            if (parts.piece.empty() || known == divisions.end() || known->second.empty()) continue;
            parts = {known->second, ""};
        }
    }
}

/// How many parts most of the codes have; 0 without a separator.
std::size_t usual_parts(const Study& study, const LinkRules& rules, std::span<const WaveData> waves,
                        const Divider& divider) {
    if (rules.separator.empty() || code_columns(study).size() > 1) return 0;
    const NoKey no_key(study.missing);
    std::vector<std::size_t> counts(1, 0);
    for (const WaveData& wave : waves) {
        for (std::size_t i = 0; i < n_coded(wave); ++i) {
            const std::string_view text = coded_cell(wave, i, code_columns(study).front().in(wave.id));
            if (no_key.contains(text)) continue;
            const std::size_t n = divider.n_parts(text);
            if (n >= counts.size()) counts.resize(n + 1, 0);
            ++counts[n];
        }
    }
    return static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

/// The codes of all waves in parts, tidied if [link] says so.
struct DividedCodes {
    std::size_t n_elements = 1;
    std::vector<std::vector<Parts>> waves;
};

DividedCodes divided_codes(const Study& study, std::span<const WaveData> waves) {
    base::require(study.link.has_value() && !code_columns(study).empty(),
                  "codes: the study has none to link");
    const LinkRules& rules = *study.link;
    Divider divider(study, rules);
    divider.expect_parts(usual_parts(study, rules, waves, divider));
    DividedCodes codes{divider.n_elements(), {}};
    for (const WaveData& wave : waves) {
        auto& of_wave = codes.waves.emplace_back();
        std::vector<std::string_view> cells;
        for (std::size_t i = 0; i < n_coded(wave); ++i) {
            cells.clear();
            for (const ColumnName& column : code_columns(study))
                cells.push_back(coded_cell(wave, i, column.in(wave.id)));
            of_wave.push_back(divider.divide(cells));
        }
    }
    if (rules.normalise && !rules.separator.empty()) divide_pieces(codes.waves);
    if (rules.normalise) tidy_places(codes.waves, codes.n_elements);
    return codes;
}

std::string site_form(const LinkRules& rules, std::string_view text) {
    return rules.normalise ? base::plain_capitals(text) : std::string(text);
}

std::string whole_text(const Parts& parts) {
    return parts.elements.empty() ? parts.piece : fmt::format("{}", fmt::join(parts.elements, ""));
}

CodedWave coded(const std::vector<Parts>& sheets, std::size_t n_elements, std::size_t n_counting,
                std::vector<io::TextPool>& pools, bool with_texts) {
    CodedWave wave;
    wave.n_elements = n_elements;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const Parts& parts = sheets[i];
        for (std::size_t e = 0; e < n_elements; ++e) {
            wave.elements.push_back(parts.elements.empty() ? 0 : pools[e].intern(parts.elements[e]));
        }
        wave.in_one_piece.push_back(parts.piece.empty() ? 0 : 1);
        if (with_texts) wave.texts.push_back(whole_text(parts));
        wave.standing.push_back(parts.is_blank() ? Standing::out
                                : i < n_counting ? Standing::open
                                                 : Standing::blocked);
    }
    return wave;
}

/// Numbers of the texts of one column, folded or tidied by `form`, the same in all waves; 0 is blank.
template <class Form>
std::vector<std::vector<std::uint32_t>> numbered(const Study& study, std::span<const WaveData> waves,
                                                 const ColumnName& column, Form form) {
    const NoKey no_key(study.missing);
    io::TextPool pool;
    std::vector<std::vector<std::uint32_t>> all;
    for (const WaveData& wave : waves) {
        auto& numbers = all.emplace_back();
        for (std::size_t i = 0; i < n_coded(wave); ++i) {
            const std::string_view text = base::trim(coded_cell(wave, i, column.in(wave.id)));
            numbers.push_back(no_key.contains(text) ? 0 : pool.intern(form(text)));
        }
    }
    return all;
}

bool has_column(const WaveData& wave, const std::string& name) {
    return std::all_of(wave.tables.begin(), wave.tables.end(),
                       [&](const auto& table) { return table->find(name) != nullptr; });
}

}  // namespace

std::span<const ColumnName> code_columns(const Study& study) {
    const std::span<const ColumnName> columns = study.columns.id;
    return study.link && study.link->has_site ? columns.subspan(1) : columns;
}

std::size_t n_coded(const WaveData& wave) {
    return wave.sheets.size() + wave.set_aside.size();
}

const Sheet& coded_sheet(const WaveData& wave, std::size_t number) {
    base::require(number < n_coded(wave), "coded_sheet: there is no such sheet");
    return number < wave.sheets.size() ? wave.sheets[number] : wave.set_aside[number - wave.sheets.size()];
}

std::string_view coded_cell(const WaveData& wave, std::size_t number, const std::string& column) {
    const Sheet& sheet = coded_sheet(wave, number);
    const io::Column* cells = wave.tables[sheet.table]->find(column);
    return cells == nullptr ? std::string_view() : cells->text(sheet.record);
}

std::string code_text(const Study& study, const WaveData& wave, std::size_t number) {
    std::string text;
    for (const ColumnName& column : study.columns.id) {
        if (&column != &study.columns.id.front()) text += " / ";
        text += base::trim(coded_cell(wave, number, column.in(wave.id)));
    }
    return text;
}

std::vector<CodedWave> read_codes(const Study& study, std::span<const WaveData> waves) {
    const DividedCodes codes = divided_codes(study, waves);
    const bool with_texts = std::any_of(codes.waves.begin(), codes.waves.end(), [](const auto& wave) {
        return std::any_of(wave.begin(), wave.end(), [](const Parts& one) { return !one.piece.empty(); });
    });
    std::vector<io::TextPool> pools(codes.n_elements);
    std::vector<CodedWave> all;
    for (std::size_t w = 0; w < waves.size(); ++w)
        all.push_back(coded(codes.waves[w], codes.n_elements, waves[w].size(), pools, with_texts));
    if (!study.link->has_site) return all;
    auto sites = numbered(study, waves, study.columns.id.front(),
                          [&](std::string_view text) { return site_form(*study.link, text); });
    for (std::size_t w = 0; w < waves.size(); ++w) all[w].site = std::move(sites[w]);
    return all;
}

std::vector<std::vector<WholeCode>> whole_codes(const Study& study, std::span<const WaveData> waves) {
    const DividedCodes codes = divided_codes(study, waves);
    const NoKey no_key(study.missing);
    std::vector<std::vector<WholeCode>> all;
    for (std::size_t w = 0; w < waves.size(); ++w) {
        auto& of_wave = all.emplace_back();
        for (std::size_t i = 0; i < codes.waves[w].size(); ++i) {
            const Parts& parts = codes.waves[w][i];
            WholeCode& code = of_wave.emplace_back();
            if (parts.is_blank()) continue;
            code.text =
                parts.elements.empty() ? parts.piece : fmt::format("{}", fmt::join(parts.elements, "\x1F"));
            code.is_whole =
                std::find(parts.elements.begin(), parts.elements.end(), "") == parts.elements.end();
            if (!study.link->has_site) continue;
            const std::string_view site = coded_cell(waves[w], i, study.columns.id.front().in(waves[w].id));
            if (no_key.contains(site)) code.is_whole = false;
            code.text += fmt::format("\x1E{}", site_form(*study.link, base::trim(site)));
        }
    }
    return all;
}

std::vector<Traits> read_traits(const Study& study, std::span<const WaveData> waves) {
    std::vector<Traits> all(waves.size());
    const Columns& columns = study.columns;
    const auto fold = [](std::string_view text) { return base::folded(text); };
    if (columns.sex) {
        std::vector<const WaveData*> all_waves;
        for (const WaveData& wave : waves) all_waves.push_back(&wave);
        const SexTexts sexes(study, all_waves, *columns.sex);
        auto numbers = numbered(study, waves, *columns.sex,
                                [&](std::string_view text) { return sexes.form(text).value_or(""); });
        for (std::size_t w = 0; w < waves.size(); ++w) {
            if (has_column(waves[w], columns.sex->in(waves[w].id))) all[w].sex = std::move(numbers[w]);
        }
    }
    if (columns.household) {
        auto numbers = numbered(study, waves, *columns.household, fold);
        for (std::size_t w = 0; w < waves.size(); ++w) all[w].household = std::move(numbers[w]);
    }
    if (!columns.age) return all;
    const MissingKey missing(study.missing);
    for (std::size_t w = 0; w < waves.size(); ++w) {
        const std::string& name = columns.age->in(waves[w].id);
        if (!has_column(waves[w], name)) continue;
        for (std::size_t i = 0; i < n_coded(waves[w]); ++i) {
            const std::string_view text = coded_cell(waves[w], i, name);
            all[w].age.push_back(missing.contains(text) ? AgeRange{} : age_range(text));
        }
    }
    return all;
}

ConfirmSet confirmers_of(const Study& study, const Traits& from, const Traits& to) {
    ConfirmSet set = 0;
    for (const Confirm confirm : study.link->confirm) {
        const bool sex = confirm == Confirm::sex && !from.sex.empty() && !to.sex.empty();
        const bool age = confirm == Confirm::age && !from.age.empty() && !to.age.empty();
        const bool household =
            confirm == Confirm::household && !from.household.empty() && !to.household.empty();
        if (sex || age || household) set |= bit_of(confirm);
    }
    return set;
}

std::string element_name(const Study& study, const std::string& wave, std::uint32_t element) {
    if (element == no_element) return "";
    if (element == one_character) return "one character";
    const auto columns = code_columns(study);
    if (columns.size() > 1) return columns[element].in(wave);
    return fmt::format("part {}", element + 1);
}

}  // namespace outcomes::survey
