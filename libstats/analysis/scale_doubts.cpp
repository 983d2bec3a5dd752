#include "libstats/analysis/scale_doubts.hpp"

#include "libstats/analysis/item_moments.hpp"
#include "libstats/analysis/measure.hpp"
#include "libstats/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace outcomes::analysis {
namespace {

using base::Severity;
using survey::DataDoubt;
using survey::Scale;
using survey::Study;
using survey::WaveData;

constexpr std::size_t enough_sheets = 30;
constexpr std::size_t enough_for_reliability = 50;
constexpr std::size_t enough_to_compare = 20;
constexpr double low_reliability = 0.60;
constexpr double clearly_negative = -0.1;
constexpr double share_at_an_end = 0.15;
constexpr double large_change = 0.8;

std::string in_wave(const std::string& text, const WaveData& wave) {
    return fmt::format("{} in \"{}\"", text, wave.id);
}

/// What the complete sheets of a scale say about its questions in one wave. Covariances are n^2 times those
/// with divisor n; rounding them to doubles does not matter for what is decided here.
class Agreement {
  public:
    explicit Agreement(const stats::ItemMoments& moments)
        : n_items_(moments.n_items()), n_rows_(static_cast<std::size_t>(moments.n_persons())) {
        covariance_.resize(n_items_ * n_items_);
        for (std::size_t i = 0; i < n_items_; ++i) {
            for (std::size_t j = 0; j < n_items_; ++j)
                covariance_[i * n_items_ + j] =
                    static_cast<double>(moments.scaled_covariance(std::max(i, j), std::min(i, j)));
        }
    }
    [[nodiscard]] std::size_t n_items() const { return n_items_; }
    [[nodiscard]] std::size_t n_rows() const { return n_rows_; }

    /// Correlation of an item with the sum of the others; 0 where one of them never varies.
    [[nodiscard]] double with_rest(std::size_t item) const {
        const double variance = at(item, item);
        const double with_others = row_sum(item) - variance;
        const double rest = total() - 2 * with_others - variance;
        return variance <= 0 || rest <= 0 ? 0 : with_others / std::sqrt(variance * rest);
    }
    /// Alpha, with one item turned round if asked for; nothing where the total never varies.
    [[nodiscard]] std::optional<double> alpha(std::optional<std::size_t> turned = std::nullopt) const {
        double variances = 0;
        for (std::size_t i = 0; i < n_items_; ++i) variances += at(i, i);
        double sum = total();
        if (turned) sum -= 4 * (row_sum(*turned) - at(*turned, *turned));
        if (sum <= 0 || n_items_ < 2) return std::nullopt;
        const auto k = static_cast<double>(n_items_);
        return k / (k - 1) * (1 - variances / sum);
    }

  private:
    [[nodiscard]] double at(std::size_t i, std::size_t j) const { return covariance_[i * n_items_ + j]; }
    [[nodiscard]] double row_sum(std::size_t i) const {
        double sum = 0;
        for (std::size_t j = 0; j < n_items_; ++j) sum += at(i, j);
        return sum;
    }
    [[nodiscard]] double total() const {
        double sum = 0;
        for (std::size_t i = 0; i < n_items_; ++i) sum += row_sum(i);
        return sum;
    }

    std::size_t n_items_;
    std::size_t n_rows_;
    std::vector<double> covariance_;
};

std::vector<std::size_t> against_rest(const Agreement& agreement) {
    std::vector<std::size_t> against;
    if (agreement.n_items() < 3 || agreement.n_rows() < enough_sheets) return against;
    for (std::size_t i = 0; i < agreement.n_items(); ++i) {
        if (agreement.with_rest(i) < clearly_negative) against.push_back(i);
    }
    return against;
}

/// Pairs of items with the same answer in every row. Most pairs differ soon, so this costs little.
std::vector<std::pair<std::size_t, std::size_t>> identical_items(const survey::ItemMatrix& matrix) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    if (matrix.n_rows() < enough_to_compare) return pairs;
    for (std::size_t i = 0; i < matrix.n_items; ++i) {
        for (std::size_t j = i + 1; j < matrix.n_items; ++j) pairs.emplace_back(i, j);
    }
    std::vector<std::uint8_t> varies(matrix.n_items, 0);
    for (std::size_t row = 0; row < matrix.n_rows(); ++row) {
        const auto* answers = matrix.units.data() + row * matrix.n_items;
        std::erase_if(pairs, [&](const auto& pair) { return answers[pair.first] != answers[pair.second]; });
        if (pairs.empty()) return pairs;
        for (std::size_t i = 0; i < matrix.n_items; ++i) {
            if (answers[i] != matrix.units[i]) varies[i] = 1;
        }
    }
    std::erase_if(pairs, [&](const auto& pair) { return varies[pair.first] == 0; });
    return pairs;
}

/// What is said about all scales together, line by line.
struct Remarks {
    std::vector<std::string> unreliable;
    std::vector<std::string> few;
    std::vector<std::string> floor;
    std::vector<std::string> ceiling;
};

/// One scale in all waves.
class ScaleCheck {
  public:
    ScaleCheck(const Study& study, const Scale& scale, const survey::Responses& responses)
        : study_(study), scale_(scale), responses_(responses) {}

    void run(Remarks& remarks, std::vector<DataDoubt>& doubts) {
        if (!scale_.column && scale_.items.size() > 1) {
            for (const WaveData& wave : responses_.waves) look_at_items(wave);
        }
        add_doubtful_key(doubts);
        add_identical(doubts);
        look_at_scores(remarks, doubts);
        if (against_.empty() && !unreliable_.empty())
            remarks.unreliable.push_back(fmt::format("{}: {}", scale_.label, fmt::join(unreliable_, ", ")));
        if (!few_.empty()) remarks.few.push_back(fmt::format("{}: {}", scale_.label, fmt::join(few_, ", ")));
    }

  private:
    void look_at_items(const WaveData& wave) {
        const survey::ItemMatrix matrix = survey::item_matrix(study_, scale_, wave);
        if (matrix.n_rows() == 0) return;
        const Agreement agreement(item_moments(matrix));
        const auto alpha = agreement.alpha();
        for (const std::size_t item : against_rest(agreement)) {
            add_against(item, alpha, agreement.alpha(item), wave);
        }
        for (const auto& [first, second] : identical_items(matrix)) {
            identical_.push_back(
                in_wave(fmt::format("\"{}\" and \"{}\"", scale_.items[first], scale_.items[second]), wave));
        }
        if (matrix.n_rows() < enough_for_reliability)
            few_.push_back(in_wave(fmt::format("{}", matrix.n_rows()), wave));
        if (alpha && *alpha < low_reliability && matrix.n_rows() >= enough_sheets)
            unreliable_.push_back(in_wave(fmt::format("{:.2f}", *alpha), wave));
    }

    void add_against(std::size_t item, std::optional<double> alpha, std::optional<double> turned,
                     const WaveData& wave) {
        std::string line = in_wave('"' + scale_.items[item] + '"', wave);
        if (alpha && turned && *turned > *alpha) {
            line += fmt::format(": reliability {:.2f}, with it turned round {:.2f}", *alpha, *turned);
            if (std::find(mended_.begin(), mended_.end(), item) == mended_.end()) mended_.push_back(item);
        }
        against_.push_back(std::move(line));
    }

    [[nodiscard]] bool is_reversed(std::size_t item) const {
        return std::find(scale_.reverse.begin(), scale_.reverse.end(), scale_.items[item]) !=
               scale_.reverse.end();
    }

    [[nodiscard]] std::string remedy() const {
        if (!scale_.use.empty())
            return "the items may stand in another order than the key has, or be coded the other way round "
                   "(outcomes help instruments)";
        std::vector<std::string> reverse;
        std::vector<std::string> do_not;
        for (const std::size_t item : mended_)
            (is_reversed(item) ? do_not : reverse).push_back('"' + scale_.items[item] + '"');
        if (mended_.empty()) return "see whether these questions belong to the scale";
        std::string text;
        if (!reverse.empty()) text = fmt::format("list {} under reverse", base::joined(reverse));
        if (!do_not.empty())
            text +=
                fmt::format("{}take {} out of reverse", text.empty() ? "" : ", and ", base::joined(do_not));
        return text + ", if the wording bears it out";
    }

    void add_doubtful_key(std::vector<DataDoubt>& doubts) const {
        if (against_.empty()) return;
        DataDoubt one;
        one.diagnostic = study_.diagnostic_at(
            scale_.mark, Severity::warning, "data.doubtful_key",
            fmt::format("the key of \"{}\" is probably wrong: questions go against the others",
                        scale_.label));
        one.diagnostic.found = fmt::format("{}", fmt::join(against_, "\n"));
        one.diagnostic.help = remedy();
        doubts.push_back(std::move(one));
    }

    void add_identical(std::vector<DataDoubt>& doubts) const {
        if (identical_.empty()) return;
        DataDoubt one;
        one.diagnostic = study_.diagnostic_at(
            scale_.mark, Severity::warning, "data.items_identical",
            fmt::format("questions of \"{}\" have the same answer on every sheet", scale_.label));
        one.diagnostic.found = base::joined(identical_, "and", 3);
        one.diagnostic.help = "see whether a column stands twice in the file";
        doubts.push_back(std::move(one));
    }

    void look_at_scores(Remarks& remarks, std::vector<DataDoubt>& doubts) const {
        std::vector<const WaveData*> waves;
        for (const WaveData& wave : responses_.waves) waves.push_back(&wave);
        const survey::ScaleScores scores = survey::score_scale(study_, scale_, waves);
        if (waves.empty() || !scores.on_grid) return;
        look_at_ends(scores, remarks);
        look_at_small_change(scores, doubts);
    }

    /// Shares of people with the lowest and highest score there is.
    void look_at_ends(const survey::ScaleScores& scores, Remarks& remarks) const {
        if (!scores.low || !scores.high || kind_of(study_, scale_) != MeasureKind::mean) return;
        const auto denominator = static_cast<double>(scores.denominator);
        const std::int64_t lowest = std::llround(*scores.low * denominator);
        const std::int64_t highest = std::llround(*scores.high * denominator);
        std::vector<std::string> at_lowest;
        std::vector<std::string> at_highest;
        for (std::size_t w = 0; w < scores.waves.size(); ++w) {
            const auto& units = scores.waves[w].units;
            const std::size_t n = scores.waves[w].n_scored;
            const auto note = [&](std::int64_t end, std::vector<std::string>& notes) {
                const auto at_end = static_cast<double>(std::count(units.begin(), units.end(), end));
                const double share = n == 0 ? 0 : at_end / static_cast<double>(n);
                if (n < enough_to_compare || share <= share_at_an_end) return;
                notes.push_back(in_wave(fmt::format("{:.0f} %", 100 * share), responses_.waves[w]));
            };
            note(lowest, at_lowest);
            note(highest, at_highest);
        }
        if (!at_lowest.empty())
            remarks.floor.push_back(fmt::format("{}: {}", scale_.label, fmt::join(at_lowest, ", ")));
        if (!at_highest.empty())
            remarks.ceiling.push_back(fmt::format("{}: {}", scale_.label, fmt::join(at_highest, ", ")));
    }

    /// SD of the first wave's scores, in points.
    static double first_sd(const survey::ScaleScores& scores) {
        double n = 0;
        double mean = 0;
        double squares = 0;
        for (const std::int64_t units : scores.waves.front().units) {
            if (units == survey::no_score) continue;
            const double score = static_cast<double>(units) / static_cast<double>(scores.denominator);
            n += 1;
            const double off = score - mean;
            mean += off / n;
            squares += off * (score - mean);
        }
        return n < 2 ? 0 : std::sqrt(squares / (n - 1));
    }

    void look_at_small_change(const survey::ScaleScores& scores, std::vector<DataDoubt>& doubts) const {
        const survey::SmallChange& set = scale_.small_change;
        if (kind_of(study_, scale_) != MeasureKind::mean) return;
        std::optional<double> points = set.points;
        if (set.percent && scores.low && scores.high)
            points = *set.percent / 100 * (*scores.high - *scores.low);
        const double sd = first_sd(scores);
        if (!points || sd <= 0 || *points <= large_change * sd) return;
        DataDoubt one;
        one.diagnostic = study_.diagnostic_at(
            set.mark.line > 0 ? set.mark : scale_.mark, Severity::warning, "data.large_small_change",
            fmt::format("the smallest change of \"{}\" is {:.2g} SDs of the first answers, and few changes "
                        "are as large",
                        scale_.label, *points / sd));
        one.diagnostic.found = fmt::format("{:.3g} points; the SD is {:.3g}", *points, sd);
        one.diagnostic.help = "see whether it is meant in the points of this scale; above 0.8 SDs is unusual";
        doubts.push_back(std::move(one));
    }

    const Study& study_;
    const Scale& scale_;
    const survey::Responses& responses_;
    std::vector<std::string> against_;
    std::vector<std::size_t> mended_;
    std::vector<std::string> identical_;
    std::vector<std::string> unreliable_;
    std::vector<std::string> few_;
};

void add_remark(const Study& study, const std::vector<std::string>& lines, const char* code,
                const std::string& message, const char* help, std::vector<DataDoubt>& doubts) {
    if (lines.empty()) return;
    constexpr std::size_t shown = 3;
    DataDoubt one = survey::doubt(Severity::note, code, message);
    one.diagnostic.place.file = study.path;
    const std::size_t n = std::min(shown, lines.size());
    one.diagnostic.found =
        fmt::format("{}", fmt::join(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(n), "\n"));
    if (lines.size() > n) one.diagnostic.found += fmt::format("\nand {} more scales", lines.size() - n);
    one.diagnostic.help = help;
    doubts.push_back(std::move(one));
}

std::string scales(std::size_t n, const char* one, const char* many) {
    return n == 1 ? fmt::format("1 scale {}", one) : fmt::format("{} scales {}", n, many);
}

}  // namespace

std::vector<std::size_t> items_against_rest(const stats::ItemMoments& moments) {
    return against_rest(Agreement(moments));
}

std::vector<DataDoubt> scale_doubts(const Study& study, const survey::Responses& responses) {
    std::vector<DataDoubt> doubts;
    Remarks remarks;
    for (const Scale& scale : study.scales) ScaleCheck(study, scale, responses).run(remarks, doubts);
    add_remark(study, remarks.unreliable, "data.low_reliability",
               scales(remarks.unreliable.size(), "has", "have") +
                   " a reliability below 0.60, so small changes will be hard to see",
               "see whether the questions measure one thing", doubts);
    add_remark(study, remarks.few, "data.few_complete",
               "fewer than 50 people answered all questions of " +
                   scales(remarks.few.size(), "in a wave", "in a wave") + ", so reliability is rough",
               "", doubts);
    add_remark(study, remarks.floor, "data.floor",
               "more than 15 % have the lowest possible score on " +
                   scales(remarks.floor.size(), "in a wave", "in a wave"),
               "a fall cannot be seen in those who are there already", doubts);
    add_remark(study, remarks.ceiling, "data.ceiling",
               "more than 15 % have the highest possible score on " +
                   scales(remarks.ceiling.size(), "in a wave", "in a wave"),
               "a rise cannot be seen in those who are there already", doubts);
    return doubts;
}

}  // namespace outcomes::analysis
