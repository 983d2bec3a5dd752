#include "libstats/survey/answer_times.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/changed_people.hpp"
#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/moment.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t enough_times = 20;
constexpr double share_of_median = 1.0 / 3;
constexpr std::int64_t days_off = 31;

template <class T>
using BySheet = std::vector<std::optional<T>>;

/// The first column of a file that has the role and was read.
const io::Column* column_with(const WaveData& wave, const io::Table& table, ColumnRole role) {
    const auto at = std::find_if(wave.tables.begin(), wave.tables.end(),
                                 [&](const auto& one) { return one.get() == &table; });
    const auto index = static_cast<std::size_t>(at - wave.tables.begin());
    if (index >= wave.layouts.size() || !wave.layouts[index]) return nullptr;
    for (const ExportColumn& wanted : wave.layouts[index]->columns) {
        if (wanted.role != role) continue;
        const auto found =
            std::find_if(table.columns.begin(), table.columns.end(),
                         [&](const io::Column& column) { return column.field == wanted.field; });
        if (found != table.columns.end()) return &*found;
    }
    return nullptr;
}

/// The moments of the distinct texts of a column; all empty where the order of day and month is not clear.
std::vector<std::optional<Moment>> moments_of(const io::Column& column) {
    std::vector<std::string_view> texts;
    for (std::uint32_t code = 0; code < column.values.size(); ++code) texts.push_back(column.values.at(code));
    const auto order = date_order(texts);
    std::vector<std::optional<Moment>> moments(texts.size());
    for (std::size_t code = 0; order && code < texts.size(); ++code)
        moments[code] = parse_moment(texts[code], *order);
    return moments;
}

BySheet<Moment> moments_of(const WaveData& wave, ColumnRole role) {
    BySheet<Moment> moments(wave.size());
    for (const SheetRun& run : sheet_runs(wave)) {
        const io::Column* column = column_with(wave, *run.table, role);
        if (column == nullptr) continue;
        const auto of_text = moments_of(*column);
        for_each_code(wave, run, *column,
                      [&](std::size_t sheet, std::uint32_t code) { moments[sheet] = of_text[code]; });
    }
    return moments;
}

/// Seconds: a number, or hours, minutes and seconds.
std::optional<double> seconds_of(std::string_view text, char mark) {
    const std::string_view trimmed = base::trim(text);
    if (const auto number = base::parse_double(trimmed, mark)) return *number;
    double seconds = 0;
    std::size_t n_parts = 0;
    for (std::size_t begin = 0; begin <= trimmed.size(); ++n_parts) {
        const std::size_t end = std::min(trimmed.find(':', begin), trimmed.size());
        const auto part = base::parse_double(trimmed.substr(begin, end - begin));
        if (!part || *part < 0) return std::nullopt;
        seconds = 60 * seconds + *part;
        begin = end + 1;
    }
    return n_parts == 2 || n_parts == 3 ? std::optional(seconds) : std::nullopt;
}

/// How long each sheet took, in seconds; nothing where that is not known or not above 0.
BySheet<double> durations_of(const Study& study, const WaveData& wave) {
    BySheet<double> durations(wave.size());
    const auto started = moments_of(wave, ColumnRole::started);
    const auto finished = moments_of(wave, ColumnRole::finished);
    for (std::size_t i = 0; i < wave.size(); ++i) {
        const bool known = started[i] && finished[i] && started[i]->second && finished[i]->second;
        if (known) durations[i] = static_cast<double>(finished[i]->seconds() - started[i]->seconds());
    }
    const char mark = decimal_mark(study, wave);
    for (const SheetRun& run : sheet_runs(wave)) {
        const io::Column* column = column_with(wave, *run.table, ColumnRole::duration);
        if (column == nullptr) continue;
        std::vector<std::optional<double>> of_text;
        for (std::uint32_t code = 0; code < column->values.size(); ++code)
            of_text.push_back(seconds_of(column->values.at(code), mark));
        for_each_code(wave, run, *column, [&](std::size_t sheet, std::uint32_t code) {
            if (of_text[code]) durations[sheet] = of_text[code];
        });
    }
    for (auto& duration : durations) {
        if (duration && *duration <= 0) duration.reset();
    }
    return durations;
}

/// Of the values that are there; the upper one of the two in the middle.
template <class T>
std::optional<T> median(const BySheet<T>& values) {
    std::vector<T> known;
    for (const auto& value : values) {
        if (value) known.push_back(*value);
    }
    if (known.empty()) return std::nullopt;
    const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
    std::nth_element(known.begin(), middle, known.end());
    return *middle;
}

std::string minutes(double seconds) {
    return seconds < 100 ? fmt::format("{:.0f} seconds", seconds)
                         : fmt::format("{:.1f} minutes", seconds / 60);
}

void add_speeders(const Study& study, const WaveData& wave, std::vector<DataDoubt>& doubts) {
    const auto durations = durations_of(study, wave);
    const auto n = static_cast<std::size_t>(
        std::count_if(durations.begin(), durations.end(), [](const auto& one) { return one.has_value(); }));
    const auto middle = median(durations);
    if (n < enough_times || !middle) return;
    std::vector<DoubtfulCell> cells;
    for (std::size_t i = 0; i < wave.size(); ++i) {
        if (durations[i] && *durations[i] < share_of_median * *middle) cells.push_back(cell_of(wave, i));
    }
    if (cells.empty()) return;
    auto one = doubt(severity_of_share(cells.size(), n), "data.speeders",
                     fmt::format("{} of wave \"{}\" took less than a third of the median time",
                                 people_in_words(cells.size()), wave.id));
    one.diagnostic.found =
        fmt::format("less than {}; the median is {}", minutes(share_of_median * *middle), minutes(*middle));
    one.diagnostic.help = "they can hardly have read the questions; nothing is left out for it";
    one.cells = std::move(cells);
    point_at_cells(one);
    doubts.push_back(std::move(one));
}

/// The day on which each sheet was sent, else begun.
BySheet<std::int64_t> days_of(const WaveData& wave) {
    BySheet<std::int64_t> days(wave.size());
    for (const ColumnRole role : {ColumnRole::started, ColumnRole::finished}) {
        const auto moments = moments_of(wave, role);
        for (std::size_t i = 0; i < wave.size(); ++i) {
            if (moments[i]) days[i] = moments[i]->day;
        }
    }
    return days;
}

std::string iso(std::int64_t day) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

void add_early_repeats(const Responses& responses, const std::vector<BySheet<std::int64_t>>& days,
                       std::vector<DataDoubt>& doubts) {
    const WavePairs pairs = consecutive_sheets(responses);
    for (std::size_t from = 0; from < pairs.size(); ++from) {
        for (std::size_t to = from + 1; to < pairs.size(); ++to) {
            const auto middle_from = median(days[from]);
            const auto middle_to = median(days[to]);
            if (middle_from && middle_to && *middle_to < *middle_from) continue;  // waves.date_order says it
            const WaveData& wave = responses.waves[to];
            std::vector<DoubtfulCell> cells;
            for (const SheetPair& pair : pairs[from][to]) {
                const auto& early = days[from][pair.from];
                const auto& late = days[to][pair.to];
                if (early && late && *late < *early) cells.push_back(cell_of(wave, pair.to));
            }
            if (cells.empty()) continue;
            auto one = doubt(base::Severity::warning, "data.before_baseline",
                             fmt::format("{} answered \"{}\" before \"{}\", by the dates in the files",
                                         people_in_words(cells.size()), wave.id, responses.waves[from].id));
            one.diagnostic.help =
                "see whether the files were taken for one another, or a code for another person's";
            one.cells = std::move(cells);
            point_at_cells(one);
            doubts.push_back(std::move(one));
        }
    }
}

void add_wave_dates(const Study& study, const Responses& responses,
                    const std::vector<BySheet<std::int64_t>>& days, std::vector<DataDoubt>& doubts) {
    for (std::size_t w = 0; w < responses.waves.size(); ++w) {
        const WaveData& wave = responses.waves[w];
        const auto middle = median(days[w]);
        if (!middle) continue;
        const auto before = w == 0 ? std::nullopt : median(days[w - 1]);
        if (before && *middle < *before) {
            auto one =
                doubt(base::Severity::warning, "waves.date_order",
                      fmt::format("wave \"{}\" was answered before wave \"{}\", by the dates in the files",
                                  wave.id, responses.waves[w - 1].id));
            one.diagnostic.place.file = wave.tables.front()->path;
            one.diagnostic.found = fmt::format("around {} and {}", iso(*middle), iso(*before));
            one.diagnostic.help = "give the waves their dates, or exchange their files";
            doubts.push_back(std::move(one));
        }
        const Wave* declared = study.find_wave(wave.id);
        const auto date =
            declared == nullptr ? std::nullopt : parse_moment(declared->date, DateOrder::year_month_day);
        if (!date) continue;
        std::int64_t first = *middle;
        std::int64_t last = *middle;
        for (const auto& day : days[w]) {
            if (!day) continue;
            first = std::min(first, *day);
            last = std::max(last, *day);
        }
        if (date->day >= first - days_off && date->day <= last + days_off) continue;
        DataDoubt one;
        one.diagnostic = study.diagnostic_at(
            declared->mark, base::Severity::note, "waves.date_differs",
            fmt::format("wave \"{}\" is dated {}, but its file was filled in from {} to {}", wave.id,
                        declared->date, iso(first), iso(last)));
        one.diagnostic.help =
            "correct the date: it says how much older people are, and what was fixed beforehand";
        doubts.push_back(std::move(one));
    }
}

}  // namespace

std::vector<DataDoubt> answer_times(const Study& study, const Responses& responses) {
    std::vector<DataDoubt> doubts;
    std::vector<BySheet<std::int64_t>> days;
    for (const WaveData& wave : responses.waves) {
        add_speeders(study, wave, doubts);
        days.push_back(days_of(wave));
    }
    add_early_repeats(responses, days, doubts);
    add_wave_dates(study, responses, days, doubts);
    return doubts;
}

}  // namespace outcomes::survey
