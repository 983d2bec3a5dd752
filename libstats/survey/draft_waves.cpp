#include "libstats/survey/draft_waves.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_answers.hpp"
#include "libstats/survey/draft_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t most_waves = 12;

std::vector<std::size_t> all_records(const ExportFile& file) {
    std::vector<std::size_t> records(file.table.n_records);
    std::iota(records.begin(), records.end(), std::size_t{0});
    return records;
}

std::string stem_of_path(const std::string& path) {
    const std::size_t slash = path.find_last_of("/\\");
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    const std::size_t dot = name.find_last_of('.');
    return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

/// The middle one of the dates in a column, or "" if it is not a column of dates.
std::string middle_date(const io::Column& column, std::size_t n_records) {
    std::vector<std::string> dates(column.values.size());
    for (std::uint32_t code = 1; code < column.values.size(); ++code) {
        if (const auto date = iso_date(column.values.at(code))) dates[code] = *date;
    }
    std::vector<std::string> found;
    for (std::size_t record = 0; record < n_records; ++record) {
        const std::string& date = dates[column.codes[record]];
        if (!date.empty()) found.push_back(date);
    }
    if (found.empty() || 2 * found.size() < n_records) return "";
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
    std::nth_element(found.begin(), middle, found.end());
    return *middle;
}

/// When the file was filled in: the column that the platform writes, else one whose name says so.
std::string date_of(const ExportFile& file) {
    for (const ColumnRole role : {ColumnRole::started, ColumnRole::finished, ColumnRole::question}) {
        for (const ExportColumn& column : file.layout.columns) {
            if (column.role != role) continue;
            if (role == ColumnRole::question && fits_topic(column.name, NameTopic::date) == 0) continue;
            const std::string date = middle_date(file.table.columns[column.field], file.table.n_records);
            if (!date.empty()) return date;
        }
    }
    return "";
}

std::string month_and_year(const std::string& date) {
    constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
    int month = 1;
    std::from_chars(date.data() + 5, date.data() + 7, month);
    return fmt::format("{} {}", months[static_cast<std::size_t>(month - 1)], date.substr(0, 4));
}

std::string year_in(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        const bool digits = word.find_first_not_of("0123456789") == std::string::npos;
        if (digits && word.size() == 4 && (word.starts_with("19") || word.starts_with("20"))) return word;
    }
    return "";
}

std::string with_capital(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

/// "month6" as "Month 6".
std::string spaced(const std::string& time) {
    const std::size_t digit = time.find_first_of("0123456789");
    if (digit < 3 || digit == std::string::npos) return with_capital(time);
    return with_capital(time.substr(0, digit)) + ' ' + time.substr(digit);
}

/// What a file says about its time.
struct FileTime {
    std::size_t file = 0;
    std::string date;
    std::optional<TimeName> name;
    std::string year;
};

/// Words of the names that differ between the files: what all begin or end with says nothing.
std::vector<std::vector<std::string>> telling_words(std::span<const ExportFile> files) {
    std::vector<std::vector<std::string>> names;
    for (const ExportFile& file : files) names.push_back(words_of(stem_of_path(file.path)));
    const auto shared = [&](auto word_of) {
        return std::all_of(names.begin(), names.end(), [&](const auto& words) {
            return words.size() > 1 && word_of(words) == word_of(names.front());
        });
    };
    while (shared([](const auto& words) { return words.front(); })) {
        for (auto& words : names) words.erase(words.begin());
    }
    while (shared([](const auto& words) { return words.back(); })) {
        for (auto& words : names) words.pop_back();
    }
    return names;
}

/// True if `value_of` is known for all and different for all; then they are put in its order.
template <class Value>
bool sort_by(std::vector<FileTime>& times, const Value& value_of) {
    std::set<decltype(value_of(times.front()))> values;
    for (const FileTime& one : times) {
        if (value_of(one) == decltype(value_of(one)){}) return false;
        values.insert(value_of(one));
    }
    if (values.size() < times.size()) return false;
    std::stable_sort(times.begin(), times.end(),
                     [&](const FileTime& l, const FileTime& r) { return value_of(l) < value_of(r); });
    return true;
}

/// By the numbers of all names ("t0", "t1"), else by their words ("pre", "month6"). The name that counts is
/// kept.
bool sort_by_name(std::vector<FileTime>& times, const std::vector<std::vector<std::string>>& words) {
    const auto place = [](const FileTime& t) {
        return t.name ? std::optional(std::pair(t.name->rank, t.name->number)) : std::nullopt;
    };
    std::vector<FileTime> numbered = times;
    for (FileTime& time : numbered) time.name = numbered_time(words[time.file]);
    if (!sort_by(numbered, place)) return sort_by(times, place);
    times = std::move(numbered);
    return true;
}

void name_waves(std::vector<DraftWave>& waves) {
    std::set<std::string> ids;
    const bool two = waves.size() == 2;
    for (std::size_t w = 0; w < waves.size(); ++w) {
        DraftWave& wave = waves[w];
        const bool usable = !wave.id.empty() && ids.insert(wave.id).second;
        if (!usable) {
            wave.id = two ? (w == 0 ? "baseline" : "repeat") : fmt::format("wave{}", w + 1);
            ids.insert(wave.id);
        }
        if (wave.label.empty())
            wave.label = two ? (w == 0 ? "Baseline" : "Repeat") : fmt::format("Wave {}", w + 1);
    }
}

std::vector<DraftWave> one_wave_a_file(std::span<const ExportFile> files) {
    const auto words = telling_words(files);
    std::vector<FileTime> times;
    for (std::size_t f = 0; f < files.size(); ++f) {
        times.push_back({f, date_of(files[f]), time_name(words[f]), year_in(words[f])});
    }
    const bool by_date = sort_by(times, [](const FileTime& t) { return t.date; });
    const bool by_name = !by_date && sort_by_name(times, words);
    const bool by_year = !by_date && !by_name && sort_by(times, [](const FileTime& t) { return t.year; });
    std::vector<DraftWave> waves;
    std::set<std::string> labels;
    for (const FileTime& time : times) {
        DraftWave wave;
        wave.file = time.file;
        wave.records = all_records(files[time.file]);
        if (time.name) wave.id = time.name->text;
        if (by_date) wave.date = time.date;
        wave.label = by_date ? month_and_year(time.date) : by_name ? spaced(time.name->text) : time.year;
        if (!wave.label.empty() && !labels.insert(wave.label).second)
            wave.label += fmt::format(" ({})", time.date);
        waves.push_back(std::move(wave));
    }
    if (!by_date && !by_name && !by_year) {
        waves.front().doubt =
            "is this the earlier one? No dates were found; give each wave a date or change their order";
    }
    name_waves(waves);
    return waves;
}

/// True if some column that could name people holds the same texts again and again.
bool people_recur(const ExportFile& file) {
    return std::any_of(
        file.layout.columns.begin(), file.layout.columns.end(), [&](const ExportColumn& column) {
            const bool may_name =
                column.role == ColumnRole::person || fits_topic(column.name, NameTopic::id) > 0;
            const std::size_t different = file.table.columns[column.field].values.size() - 1;
            return may_name && different > 1 && 10 * different <= 9 * file.table.n_records;
        });
}

const ExportColumn* wave_column(const ExportFile& file) {
    for (const ColumnRole role : {ColumnRole::event, ColumnRole::question}) {
        for (const ExportColumn& column : file.layout.columns) {
            if (column.role != role) continue;
            const std::size_t different = file.table.columns[column.field].values.size() - 1;
            if (different < 2 || different > most_waves) continue;
            if (role == ColumnRole::event) return &column;
            const std::vector<std::string> words = words_of(column.name);
            if (words.size() <= 2 && fits_topic(column.name, NameTopic::wave) > 0 && people_recur(file))
                return &column;
        }
    }
    return nullptr;
}

std::vector<DraftWave> one_wave_a_value(const ExportFile& file, const ExportColumn& by) {
    const io::Column& column = file.table.columns[by.field];
    std::vector<DraftWave> waves(column.values.size());
    for (std::size_t record = 0; record < file.table.n_records; ++record) {
        waves[column.codes[record]].records.push_back(record);
    }
    std::vector<std::pair<std::optional<double>, std::size_t>> order;
    for (std::uint32_t code = 1; code < column.values.size(); ++code) {
        const std::string value(base::trim(column.values.at(code)));
        waves[code].where_column = by.name;
        waves[code].where_value = value;
        const auto number = base::parse_double(value);
        const auto name = time_name(words_of(value));
        if (number) {
            waves[code].label = with_capital(fmt::format("{} {}", by.name, value));
        } else {
            waves[code].label = with_capital(value);
            std::replace(waves[code].label.begin(), waves[code].label.end(), '_', ' ');
            if (name) waves[code].id = name->text;
        }
        const auto rank = number ? number
                          : name ? std::optional(1e6 * name->rank + name->number)
                                 : std::nullopt;
        order.emplace_back(rank, code);
    }
    const bool ordered =
        std::all_of(order.begin(), order.end(), [](const auto& one) { return one.first.has_value(); });
    if (ordered) std::stable_sort(order.begin(), order.end());
    std::vector<DraftWave> sorted;
    for (const auto& [rank, code] : order) {
        if (!waves[code].records.empty()) sorted.push_back(std::move(waves[code]));
    }
    if (!ordered) sorted.front().doubt = "is this the order in time? If not, change it";
    name_waves(sorted);
    return sorted;
}

/// Times that the columns of a wide file end (or begin) with, earliest first: those that at least one stem
/// has two of.
std::vector<std::string> times_of_columns(const ExportFile& file) {
    std::map<std::string, std::set<std::string>> times;
    for (const ExportColumn& column : file.layout.columns) {
        if (const auto timed = timed_name(column.name)) times[timed->stem].insert(timed->time);
    }
    std::set<std::string> shared;
    for (const auto& [stem, of_stem] : times) {
        if (of_stem.size() > 1) shared.insert(of_stem.begin(), of_stem.end());
    }
    std::vector<std::pair<TimeName, std::string>> sorted;
    for (const std::string& time : shared) sorted.emplace_back(*time_name(words_of(time)), time);
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::string> result;
    for (auto& [name, time] : sorted) result.push_back(std::move(time));
    return result;
}

std::vector<DraftWave> one_wave_a_time(const ExportFile& file, std::span<const std::string> times) {
    std::vector<DraftWave> waves;
    for (const std::string& time : times) {
        DraftWave wave;
        wave.id = base::folded(time);
        wave.label = spaced(wave.id);
        wave.records = all_records(file);
        waves.push_back(std::move(wave));
    }
    name_waves(waves);
    return waves;
}

}  // namespace

std::optional<TimedName> timed_name(std::string_view name) {
    constexpr std::string_view signs = "_.- ";
    const std::size_t last = name.find_last_of(signs);
    const std::size_t first = name.find_first_of(signs);
    if (last == std::string_view::npos || last + 1 == name.size() || first == 0) return std::nullopt;
    const auto says_time = [](std::string_view part) {
        const auto words = words_of(part);
        return words.size() == 1 && time_name(words).has_value();
    };
    const std::string_view tail = name.substr(last + 1);
    if (says_time(tail)) return TimedName{std::string(name.substr(0, last)), std::string(tail)};
    const std::string_view head = name.substr(0, first);
    if (says_time(head)) return TimedName{std::string(name.substr(first + 1)), std::string(head)};
    return std::nullopt;
}

std::vector<DraftWave> guess_waves(std::span<const ExportFile> files) {
    if (files.size() > 1) return one_wave_a_file(files);
    const ExportFile& file = files.front();
    if (const ExportColumn* column = wave_column(file)) return one_wave_a_value(file, *column);
    const std::vector<std::string> times = times_of_columns(file);
    if (times.size() > 1 && times.size() <= most_waves) return one_wave_a_time(file, times);
    DraftWave wave;
    wave.id = "baseline";
    wave.label = "Baseline";
    wave.date = date_of(file);
    if (!wave.date.empty()) wave.label = month_and_year(wave.date);
    wave.records = all_records(file);
    wave.doubt = "one wave only: add the file of the other wave, as repeat = { file = \"...\" }";
    return {wave};
}

}  // namespace outcomes::survey
