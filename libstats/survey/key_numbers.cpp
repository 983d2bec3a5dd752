#include "libstats/survey/key_numbers.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_words.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr char separator = '\x1F';

/// A wave's run of sheets with the columns of its key; empty columns: the wave has no such key.
struct KeyRun {
    std::size_t wave = 0;
    SheetRun run;
    std::vector<const io::Column*> columns;
};

std::vector<KeyRun> key_runs(std::span<const WaveData> waves, std::span<const ColumnName> names) {
    std::vector<KeyRun> runs;
    for (std::size_t w = 0; w < waves.size(); ++w) {
        for (const SheetRun& run : sheet_runs(waves[w])) {
            KeyRun key{w, run, {}};
            for (const ColumnName& name : names) key.columns.push_back(run.table->find(name.in(waves[w].id)));
            const bool whole =
                std::find(key.columns.begin(), key.columns.end(), nullptr) == key.columns.end();
            if (whole) runs.push_back(std::move(key));
        }
    }
    return runs;
}

/// Letters of any script; marks are ASCII.
bool has_letter_or_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               static_cast<unsigned char>(c) >= 0x80U;
    });
}

bool is_trimmed(std::string_view text) {
    return base::trim(text).size() == text.size();
}

/// Numbers of the distinct texts of one column in a pool that all files share; `none` for missing texts.
std::vector<std::uint32_t> shared_numbers(const io::Column& column, const NoKey& no_key, io::TextPool& pool) {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(column.values.size());
    for (std::uint32_t code = 0; code < column.values.size(); ++code) {
        const std::string_view text = base::trim(column.values.at(code));
        numbers.push_back(text.empty() || no_key.contains(column, code) ? none : pool.intern(text));
    }
    return numbers;
}

/// The column's own numbers, if no two of its texts differ only in white space around them; else empty.
std::vector<std::uint32_t> own_numbers(const io::Column& column, const NoKey& no_key) {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(column.values.size());
    for (std::uint32_t code = 0; code < column.values.size(); ++code) {
        const std::string_view text = column.values.at(code);
        if (!is_trimmed(text)) return {};
        numbers.push_back(text.empty() || no_key.contains(column, code) ? none : code);
    }
    return numbers;
}

void fill(std::span<const WaveData> waves, const KeyRun& key, const std::vector<std::uint32_t>& numbers,
          KeyNumbers& keys) {
    auto& of_wave = keys.of_wave[key.wave];
    for_each_code(waves[key.wave], key.run, *key.columns.front(),
                  [&](std::size_t sheet, std::uint32_t code) { of_wave[sheet] = numbers[code]; });
}

void number_single(const Study& study, std::span<const WaveData> waves, const std::vector<KeyRun>& runs,
                   KeyNumbers& keys) {
    const io::Column* first = runs.front().columns.front();
    const bool one_column = std::all_of(runs.begin(), runs.end(),
                                        [&](const KeyRun& run) { return run.columns.front() == first; });
    const NoKey no_key(study.missing);
    if (one_column) {
        const auto numbers = own_numbers(*first, no_key);
        if (!numbers.empty()) {
            keys.n = numbers.size();
            for (const KeyRun& run : runs) fill(waves, run, numbers, keys);
            return;
        }
    }
    io::TextPool pool;
    std::map<const io::Column*, std::vector<std::uint32_t>> by_column;
    for (const KeyRun& run : runs) {
        const io::Column* column = run.columns.front();
        auto found = by_column.find(column);
        if (found == by_column.end())
            found = by_column.emplace(column, shared_numbers(*column, no_key, pool)).first;
        fill(waves, run, found->second, keys);
    }
    keys.n = pool.size();
}

void number_composite(const Study& study, std::span<const WaveData> waves, const std::vector<KeyRun>& runs,
                      KeyNumbers& keys) {
    const NoKey no_key(study.missing);
    io::TextPool pool;
    std::string key;
    for (const KeyRun& run : runs) {
        std::vector<std::vector<std::uint8_t>> is_blank;
        for (const io::Column* column : run.columns) {
            auto& blank = is_blank.emplace_back();
            for (std::uint32_t code = 0; code < column->values.size(); ++code) {
                blank.push_back(no_key.contains(*column, code) ? 1 : 0);
            }
        }
        for (std::size_t sheet = run.run.begin; sheet < run.run.end; ++sheet) {
            const std::uint32_t record = waves[run.wave].sheets[sheet].record;
            key.clear();
            bool whole = true;
            for (std::size_t c = 0; c < run.columns.size() && whole; ++c) {
                const std::uint32_t code = run.columns[c]->codes[record];
                whole = is_blank[c][code] == 0;
                if (c > 0) key += separator;
                key += base::trim(run.columns[c]->values.at(code));
            }
            if (whole) keys.of_wave[run.wave][sheet] = pool.intern(key);
        }
    }
    keys.n = pool.size();
}

}  // namespace

bool NoKey::contains(std::string_view text) const {
    if (!has_letter_or_digit(text)) return true;
    const std::string folded = base::folded(text);
    return missing_.contains_folded(folded) || is_missing_text(folded);
}

bool NoKey::contains(const io::Column& column, std::uint32_t number) const {
    if (contains(column.values.at(number)) || missing_.contains(column, number)) return true;
    const std::string_view label = column.label_of(number);
    return !label.empty() && is_missing_text(base::folded(label));
}

KeyNumbers number_keys(const Study& study, std::span<const WaveData> waves,
                       std::span<const ColumnName> columns) {
    KeyNumbers keys;
    for (const WaveData& wave : waves) keys.of_wave.emplace_back(wave.size(), none);
    const auto runs = key_runs(waves, columns);
    if (columns.empty() || runs.empty()) return keys;
    if (columns.size() == 1)
        number_single(study, waves, runs, keys);
    else
        number_composite(study, waves, runs, keys);
    return keys;
}

std::size_t renumber(std::span<std::vector<std::uint32_t>* const> waves, std::size_t n) {
    std::vector<std::uint32_t> renumbered(n, none);
    std::uint32_t next = 0;
    for (std::vector<std::uint32_t>* wave : waves) {
        for (std::uint32_t& number : *wave) {
            if (number == none) continue;
            if (renumbered[number] == none) renumbered[number] = next++;
            number = renumbered[number];
        }
    }
    return next;
}

std::string key_text(const WaveData& wave, std::size_t sheet, std::span<const ColumnName> columns) {
    std::string text;
    for (const ColumnName& column : columns) {
        if (!text.empty()) text += " / ";
        text += base::trim(cell_text(wave, sheet, column.in(wave.id)));
    }
    return base::printable(text);
}

}  // namespace outcomes::survey
