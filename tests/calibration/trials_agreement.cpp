#include "libstats/stats/bland_altman.hpp"
#include "libstats/stats/icc.hpp"
#include "libstats/stats/kappa.hpp"
#include "libstats/stats/lin_concordance.hpp"
#include "libstats/stats/pitman_morgan.hpp"
#include "libstats/stats/rank_correlation.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"
#include "tests/calibration/truth.hpp"

/// How the two answers of the same people go together.
namespace outcomes::calibration {
namespace {

using Truth = std::function<std::optional<double>(const Population&)>;

template <class Value>
Truth truth_of(Value value) {
    return [value](const Population& population) -> std::optional<double> { return value(population); };
}

/// Only single questions: sums have too many scores for a table.
Truth of_questions(double (*value)(const Population&)) {
    return [value](const Population& population) -> std::optional<double> {
        if (population.cell().items > 1) return std::nullopt;
        return value(population);
    };
}

bool unrelated(const Population& population) {
    return population.cell().correlation == 0;
}

double p_of(const stats::CorrelationTest& test) {
    return test.p.two_sided;
}
double p_of(const stats::KendallTest& test) {
    return test.p.two_sided;
}

template <class Result>
Said said(const base::Outcome<Result>& result) {
    Said words;
    if (!result) return words;
    if (result->ci) words.interval = *result->ci;
    if (result->test) words.p = p_of(*result->test);
    return words;
}

Trial icc_trial(const char* id, stats::Icc stats::IccFamily::*form, double (*truth)(const Centre&)) {
    return {.id = id,
            .run = [form](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto family = stats::icc(pairs_of(draw));
                if (!family || !((*family).*form).ci) return {};
                return only(*((*family).*form).ci);
            },
            .truth = truth_of([truth](const Population& p) { return truth(centre_of(p)); }),
            .null_holds = [](const Population&) { return false; }};
}

Trial kappa_trial(const char* id, stats::KappaWeights weights, double (*truth)(const Population&)) {
    return {.id = id,
            .run = [weights](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                if (draw.items > 1) return {};
                const stats::SquareTable table{draw.n_scores, square_table_of(draw, draw.n_scores)};
                const auto result = stats::kappa(table, weights);
                if (!result) return {};
                return {result->ci, result->p};
            },
            .truth = of_questions(truth),
            .null_holds = unrelated};
}

Trial ac1_trial() {
    return {.id = "gwet_ac1",
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                if (draw.items > 1) return {};
                const stats::SquareTable table{draw.n_scores, square_table_of(draw, draw.n_scores)};
                const auto result = stats::gwet_ac1(table);
                if (!result) return {};
                return only(result->ci);
            },
            .truth = of_questions(ac1_of),
            .null_holds = [](const Population&) { return false; }};
}

/// ICC(1,1): a shift of everybody is error; its test is that of no correlation and no shift.
Trial one_way_icc_trial() {
    return {.id = "icc_1_1",
            .run = [](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto family = stats::icc(pairs_of(draw));
                if (!family) return {};
                Said words;
                if (family->one_way_single.ci) words.interval = *family->one_way_single.ci;
                if (family->one_way_test) words.p = family->one_way_test->p_value;
                return words;
            },
            .truth = truth_of([](const Population& p) {
                const Centre c = centre_of(p);
                const double people =
                    (c.sd_first * c.sd_first + c.sd_second * c.sd_second) / 2 + c.covariance;
                const double within = (c.sd_change() * c.sd_change() + c.change() * c.change()) / 2;
                return (people - within) / (people + within);
            }),
            .null_holds = [](const Population& p) { return unrelated(p) && p.cell().shift == 0; }};
}

/// A limit of agreement with one of its two standard errors.
/// @param side  -1: the lower limit, 1: the upper one
Trial limit_trial(const char* id, int side, stats::LimitErrors stats::BlandAltman::*errors,
                  stats::Interval stats::LimitErrors::*interval) {
    return {.id = id,
            .run = [errors, interval](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::bland_altman(pairs_of(draw));
                if (!result || result->sd == 0) return {};
                return only((*result).*errors.*interval);
            },
            .truth = truth_of([side](const Population& p) {
                const Centre c = centre_of(p);
                return c.change() + side * 1.96 * c.sd_change();
            }),
            .null_holds = [](const Population&) { return false; }};
}

/// Error variance and mean squares of two measurements.
double consistency_of(const Centre& c) {
    return 2 * c.covariance / (c.sd_first * c.sd_first + c.sd_second * c.sd_second);
}
double agreement_of(const Centre& c) {
    return 2 * c.covariance / (c.sd_first * c.sd_first + c.sd_second * c.sd_second + c.change() * c.change());
}

}  // namespace

std::vector<Trial> trials_of_agreement() {
    using Bland = stats::BlandAltman;
    using Limit = stats::LimitErrors;
    return {
        {.id = "spearman_rho",
         .run = [](const Draw& d,
                   std::uint64_t) { return said(stats::spearman(view(d.before), view(d.after))); },
         .truth = truth_of(spearman_of),
         .null_holds = unrelated},
        {.id = "kendall_tau_b",
         .run = [](const Draw& d,
                   std::uint64_t) { return said(stats::kendall(view(d.before), view(d.after))); },
         .truth = truth_of(kendall_of),
         .null_holds = unrelated},
        {.id = "pitman_morgan",
         .run = [](const Draw& d, std::uint64_t) { return said(stats::pitman_morgan(pairs_of(d))); },
         .truth = truth_of([](const Population& p) {
             const Centre c = centre_of(p);
             return c.sd_second * c.sd_second / (c.sd_first * c.sd_first);
         }),
         .null_holds = {}},
        {.id = "lin_concordance",
         .run = [](const Draw& d, std::uint64_t) -> Said {
             const auto result = stats::lin_concordance(pairs_of(d));
             if (!result || !result->ci) return {};
             return only(*result->ci);
         },
         .truth = truth_of([](const Population& p) { return agreement_of(centre_of(p)); }),
         .null_holds = [](const Population&) { return false; }},
        icc_trial("icc_c_1", &stats::IccFamily::consistency_single, consistency_of),
        icc_trial("icc_a_1", &stats::IccFamily::agreement_single,
                  [](const Centre& c) {
                      const double between = c.change() * c.change() / 2;
                      const double error =
                          (c.sd_first * c.sd_first + c.sd_second * c.sd_second) / 2 - c.covariance;
                      return c.covariance / (c.covariance + between + error);
                  }),
        kappa_trial("kappa", stats::KappaWeights::unweighted,
                    [](const Population& p) { return kappa_of(p, 0); }),
        kappa_trial("kappa_linear", stats::KappaWeights::linear,
                    [](const Population& p) { return kappa_of(p, 1); }),
        kappa_trial("kappa_quadratic", stats::KappaWeights::quadratic,
                    [](const Population& p) { return kappa_of(p, 2); }),
        ac1_trial(),
        one_way_icc_trial(),
        limit_trial("bland_altman_lower_1986", -1, &Bland::errors_1986, &Limit::lower_ci),
        limit_trial("bland_altman_upper_1986", 1, &Bland::errors_1986, &Limit::upper_ci),
        limit_trial("bland_altman_lower_1999", -1, &Bland::errors_1999, &Limit::lower_ci),
        limit_trial("bland_altman_upper_1999", 1, &Bland::errors_1999, &Limit::upper_ci),
    };
}

}  // namespace outcomes::calibration
