#include "libstats/stats/cochran_q.hpp"
#include "libstats/stats/friedman.hpp"
#include "libstats/stats/icc.hpp"
#include "libstats/stats/linear_trend.hpp"
#include "libstats/stats/page.hpp"
#include "libstats/stats/pairwise_occasions.hpp"
#include "libstats/stats/quade.hpp"
#include "libstats/stats/rm_anova.hpp"
#include "tests/calibration/designs.hpp"
#include "tests/calibration/latent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

/// The same people in three and four waves.
namespace outcomes::calibration {
namespace {

using base::Outcome;

constexpr double r_equal = 0.5;   // correlation of any two waves
constexpr double r_fading = 0.8;  // of neighbouring waves
constexpr double costly = 0.25;   // of the replicates
constexpr double rarely = 0.1;

/// How the traits of the waves go together.
enum class Bond { equal, fading, none };

struct Course {
    ScoreForm form = ScoreForm::normal();
    std::size_t waves = 3;
    std::size_t n = 20;
    Bond bond = Bond::equal;
    double rise = 0;  ///< of the latent variable, a wave

    [[nodiscard]] std::string id() const {
        constexpr std::array<const char*, 3> words{"cs", "ar", "unrelated"};
        return fmt::format("waves n{} {} k{} {} +{}", n, form.id(), waves,
                           words.at(static_cast<std::size_t>(bond)), rise);
    }
    [[nodiscard]] Eigen::MatrixXd correlations() const {
        if (bond == Bond::fading) return autoregressive(waves, r_fading);
        return equal_correlations(waves, bond == Bond::equal ? r_equal : 0.0);
    }
    [[nodiscard]] double mean(std::size_t wave) const { return form.mean(rise * static_cast<double>(wave)); }
};

struct Sample {
    std::vector<std::int64_t> rows;
    std::size_t k = 3;
    std::uint64_t seed = 0;
    Outcome<stats::RmAnova> anova = base::Reason::too_few;
    Outcome<stats::Friedman> friedman = base::Reason::too_few;
    Outcome<stats::Page> page = base::Reason::too_few;
    std::optional<Outcome<stats::CochranQ>> cochran;  ///< once it was asked for
    Outcome<stats::IccFamily> icc = base::Reason::too_few;
    Outcome<stats::TTest> trend = base::Reason::too_few;

    [[nodiscard]] stats::OccasionTable table() const { return {.units = rows, .k = k, .denominator = 1}; }
};
using Shared = std::shared_ptr<Sample>;

Outcome<stats::TTest> trend_of(const Sample& sample) {
    constexpr std::array<std::int64_t, 4> times{0, 1, 2, 3};
    return stats::linear_trend(sample.table(), {.units = std::span(times).first(sample.k)});
}

void draw_sample(const Course& course, const Correlated& traits, base::Random& random, Sample& into) {
    into.k = course.waves;
    into.rows.clear();
    for (std::size_t person = 0; person < course.n; ++person) {
        const Eigen::VectorXd trait = traits.draw(random);
        for (std::size_t wave = 0; wave < course.waves; ++wave)
            into.rows.push_back(course.form.draw(random, trait[static_cast<Eigen::Index>(wave)],
                                                 course.rise * static_cast<double>(wave)));
    }
    into.seed = random.next();
    into.anova = stats::rm_anova(into.table());
    into.friedman = stats::friedman(into.table(), 0);
    into.page = stats::page_trend(into.table(), 0);
    into.cochran.reset();
    into.trend = trend_of(into);
    stats::ItemMoments moments(course.waves);
    for (std::size_t person = 0; person < course.n; ++person)
        moments.add(std::span(into.rows).subspan(person * course.waves, course.waves));
    into.icc = stats::icc(moments);
}

/// Yes from the middle of the range up, or above the mean where there is no range.
stats::YesNoTable yes_of(const Sample& sample, const ScoreForm& form) {
    stats::YesNoTable table{.k = sample.k, .answers = {}};
    for (const std::int64_t score : sample.rows)
        table.answers.push_back(score >= (form.highest() + 1) / 2 ? 1 : 0);
    return table;
}

/// The smallest of the adjusted p-values: whether any pair is found to differ. 1 where no pair has one.
template <class Pairs>
double smallest_p(const Pairs& pairs) {
    double smallest = 1;
    for (const auto& pair : pairs) {
        if constexpr (requires { pair.p_adjusted.has_value(); })
            smallest = std::min(smallest, pair.p_adjusted.value_or(1.0));
        else
            smallest = std::min(smallest, pair.p_adjusted);
    }
    return smallest;
}

void ask_means(const Shared& sample, bool spherical, DesignCell& cell) {
    const auto ask = [&](const char* method, std::optional<double> (*p)(const stats::RmAnova&)) {
        cell.questions.push_back(test_of(method, [sample, p]() -> std::optional<double> {
            if (!sample->anova) return std::nullopt;
            return p(*sample->anova);
        }));
    };
    using stats::RmAnova;
    using P = std::optional<double>;
    ask("rm_anova", [](const RmAnova& a) -> P { return a.test.p; });
    ask("rm_anova_gg",
        [](const RmAnova& a) -> P { return a.corrected ? P(a.corrected->gg.p) : std::nullopt; });
    ask("rm_anova_hf", [](const RmAnova& a) -> P {
        return a.corrected && a.corrected->hf ? P(a.corrected->hf->p) : std::nullopt;
    });
    ask("rm_anova_lower_bound",
        [](const RmAnova& a) -> P { return a.corrected ? P(a.corrected->lower_bound.p) : std::nullopt; });
    ask("hotelling_t2",
        [](const RmAnova& a) -> P { return a.hotelling ? P(a.hotelling->test.p) : std::nullopt; });
    if (spherical)
        ask("mauchly", [](const RmAnova& a) -> P { return a.mauchly ? P(a.mauchly->p) : std::nullopt; });
}

void ask_pairs(const Course& course, const Shared& sample, DesignCell& cell) {
    for (const auto& [method, id] : {std::pair{stats::PairwiseMethod::paired_t, "pairwise_t"},
                                     std::pair{stats::PairwiseMethod::signed_rank, "pairwise_signed_rank"}}) {
        cell.questions.push_back(test_of(
            id,
            [sample, method = method]() -> std::optional<double> {
                const auto pairs = stats::pairwise_occasions(sample->table(), method);
                if (!pairs) return std::nullopt;
                return smallest_p(*pairs);
            },
            costly));
    }
    cell.questions.push_back(
        test_of("pairwise_mcnemar", [sample, form = course.form]() -> std::optional<double> {
            const auto pairs = stats::pairwise_mcnemar(yes_of(*sample, form));
            if (!pairs) return std::nullopt;
            return smallest_p(*pairs);
        }));
}

/// Tests of the hypothesis that each person's scores could stand in any order.
void ask_ranks(const Course& course, const Shared& sample, DesignCell& cell) {
    constexpr double affordable = 1e6;
    constexpr std::int64_t n_samples = 999;
    const auto of_friedman = [&](const char* method, auto p, double share = 1) {
        cell.questions.push_back(test_of(
            method,
            [sample, p]() -> std::optional<double> {
                if (!sample->friedman) return std::nullopt;
                return p(*sample);
            },
            share));
    };
    using P = std::optional<double>;
    of_friedman("friedman", [](const Sample& s) -> P { return s.friedman->p; });
    of_friedman("friedman_f", [](const Sample& s) -> P { return s.friedman->iman_davenport.p; });
    of_friedman(
        "friedman_exact",
        [](const Sample& s) -> P {
            const auto p = stats::friedman_exact_p(s.table(), affordable);
            return p ? P(*p) : std::nullopt;
        },
        rarely);
    of_friedman(
        "friedman_sampled",
        [](const Sample& s) -> P {
            const auto p = stats::friedman_sampled_p(s.table(), n_samples, s.seed);
            return p ? P(p->p) : std::nullopt;
        },
        rarely);
    cell.questions.push_back(test_of(
        "page", [sample]() -> P { return sample->page ? P(sample->page->p.greater) : std::nullopt; }));
    cell.questions.push_back(test_of(
        "page_exact",
        [sample]() -> P {
            const auto result = stats::page_trend(sample->table());
            return result && result->exact ? P(result->exact->greater) : std::nullopt;
        },
        rarely));
    cell.questions.push_back(test_of("quade", [sample]() -> P {
        const auto result = stats::quade(sample->table());
        return result ? P(result->test.p) : std::nullopt;
    }));
    for (const bool exact : {false, true}) {
        cell.questions.push_back(test_of(
            exact ? "cochran_q_exact" : "cochran_q",
            [sample, exact, form = course.form]() -> P {
                if (!sample->cochran) sample->cochran = stats::cochran_q(yes_of(*sample, form));
                const auto& result = *sample->cochran;
                if (!result) return std::nullopt;
                return exact ? result->p_exact : P(result->p);
            },
            costly));
    }
}

/// What an endless sample comes to.
struct Expected {
    double alpha = 0;  ///< of the waves; the consistency of their mean
    double slope = 0;  ///< of the means over the waves
};

Expected expected_of(const Course& course) {
    const auto r = course.correlations();
    const auto k = static_cast<double>(course.waves);
    double variances = 0;
    double total = 0;
    double slope = 0;
    double spread = 0;
    for (std::size_t i = 0; i < course.waves; ++i) {
        const double shift_i = course.rise * static_cast<double>(i);
        variances += course.form.variance(shift_i);
        for (std::size_t j = 0; j < i; ++j)
            total += 2 * course.form.covariance(r(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)),
                                                shift_i, course.rise * static_cast<double>(j));
        const double time = static_cast<double>(i) - (k - 1) / 2;
        slope += time * course.mean(i);
        spread += time * time;
    }
    total += variances;
    const double alpha = k / (k - 1) * (1 - variances / total);
    return {alpha, slope / spread};
}

void ask_intervals(const Course& course, const Shared& sample, DesignCell& cell) {
    const Expected expected = expected_of(course);
    cell.questions.push_back(
        interval_of("linear_trend", expected.slope, [sample]() -> std::optional<stats::Interval> {
            if (!sample->trend) return std::nullopt;
            return sample->trend->ci;
        }));
    const auto ask = [&](const char* method, double truth, stats::Icc stats::IccFamily::*member) {
        cell.questions.push_back(
            interval_of(method, truth, [sample, member]() -> std::optional<stats::Interval> {
                if (!sample->icc || !((*sample->icc).*member).ci) return std::nullopt;
                return *((*sample->icc).*member).ci;
            }));
    };
    ask("icc_c_k", expected.alpha, &stats::IccFamily::consistency_average);
    if (course.rise != 0) return;
    // Without a shift between the waves all three estimate the same.
    ask("icc_a_k", expected.alpha, &stats::IccFamily::agreement_average);
    ask("icc_1_k", expected.alpha, &stats::IccFamily::one_way_average);
}

/// Where nobody is alike from wave to wave.
void ask_icc_tests(const Shared& sample, DesignCell& cell) {
    const auto ask = [&](const char* method, Outcome<stats::IccTest> stats::IccFamily::*test) {
        cell.questions.push_back(test_of(method, [sample, test]() -> std::optional<double> {
            if (!sample->icc || !((*sample->icc).*test)) return std::nullopt;
            return ((*sample->icc).*test)->p_value;
        }));
    };
    ask("icc_1_k", &stats::IccFamily::one_way_test);
    ask("icc_c_k", &stats::IccFamily::consistency_test);
}

DesignCell cell_of(const Course& course) {
    const auto sample = std::make_shared<Sample>();
    const Correlated traits(course.correlations());
    DesignCell cell;
    cell.draw = [course, traits, sample](base::Random& random) {
        draw_sample(course, traits, random, *sample);
    };
    if (course.bond == Bond::none) {
        ask_icc_tests(sample, cell);
        return cell;
    }
    ask_intervals(course, sample, cell);
    if (course.rise != 0) return cell;
    ask_means(sample, course.bond == Bond::equal, cell);
    ask_pairs(course, sample, cell);
    cell.questions.push_back(test_of("linear_trend", [sample]() -> std::optional<double> {
        if (!sample->trend) return std::nullopt;
        return sample->trend->p.two_sided;
    }));
    if (course.bond == Bond::equal) ask_ranks(course, sample, cell);
    return cell;
}

}  // namespace

std::vector<DesignTrial> designs_of_occasions() {
    std::vector<ScoreForm> forms;
    for (const auto& [points, items] : {std::pair{5, 1}, {7, 1}, {11, 1}, {5, 4}, {5, 14}}) {
        for (const Position position : {Position::middle, Position::floor})
            forms.emplace_back(points, items, position);
    }
    forms.push_back(ScoreForm::normal());
    std::vector<DesignTrial> trials;
    for (const std::size_t n : {10U, 20U, 50U}) {
        for (const ScoreForm& form : forms) {
            for (const std::size_t waves : {3U, 4U}) {
                for (const Bond bond : {Bond::equal, Bond::fading, Bond::none}) {
                    for (const double rise : {0.0, 0.2}) {
                        if (bond == Bond::none && rise != 0) continue;
                        const Course course{form, waves, n, bond, rise};
                        trials.push_back({course.id(), [course] { return cell_of(course); }});
                    }
                }
            }
        }
    }
    return trials;
}

}  // namespace outcomes::calibration
