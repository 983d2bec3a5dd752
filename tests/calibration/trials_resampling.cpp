#include "libstats/stats/bootstrap.hpp"
#include "libstats/stats/brunner_munzel.hpp"
#include "libstats/stats/sign_flip.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"
#include "tests/calibration/truth.hpp"

namespace outcomes::calibration {
namespace {

constexpr std::size_t resamples = 999;

std::optional<double> change(const Population& population) {
    return centre_of(population).change();
}

template <class Pick>
Trial bootstrap_trial(const char* id, Pick pick) {
    return {.id = id,
            .cost = Cost::sparse,
            .run = [pick](const Draw& draw, std::uint64_t seed) -> Said {
                stats::BootstrapOptions options;
                options.resamples = resamples;
                options.seed = seed;
                const auto result = stats::bootstrap_mean(view(draw.change), options);
                if (!result) return {};
                return {pick(*result), std::nullopt};
            },
            .truth = change,
            .null_holds = {}};
}

std::optional<stats::Interval> known(const base::Outcome<stats::Interval>& interval) {
    return interval ? std::optional(*interval) : std::nullopt;
}

}  // namespace

std::vector<Trial> trials_of_resampling() {
    using stats::Bootstrap;
    using Limits = std::optional<stats::Interval>;
    return {
        bootstrap_trial("bootstrap_percentile", [](const Bootstrap& b) { return Limits(b.percentile); }),
        bootstrap_trial("bootstrap_basic", [](const Bootstrap& b) { return Limits(b.basic); }),
        bootstrap_trial("bootstrap_bca", [](const Bootstrap& b) { return known(b.bca); }),
        bootstrap_trial("bootstrap_studentised", [](const Bootstrap& b) { return known(b.studentised); }),
        {.id = "sign_flip",
         .cost = Cost::heavy,
         .run = [](const Draw& draw, std::uint64_t seed) -> Said {
             const auto test = stats::sign_flip(view(draw.change), {.draws = resamples, .seed = seed});
             if (!test) return nothing_to_test();
             return {std::nullopt, test->p.two_sided};
         },
         .truth = {},
         .null_holds = {}},
        {.id = "brunner_munzel_permutation",
         .cost = Cost::sparse,
         .run = [](const Draw& draw, std::uint64_t seed) -> Said {
             const auto test = stats::brunner_munzel_permutation(
                 view(draw.others_before), view(draw.others_after), {.seed = seed, .replicates = resamples});
             if (!test) return nothing_to_test();
             return {std::nullopt, test->p.two_sided};
         },
         .truth = {},
         .null_holds = {}},
    };
}

}  // namespace outcomes::calibration
