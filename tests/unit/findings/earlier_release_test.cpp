#include "libstats/findings/earlier_release.hpp"

#include <doctest/doctest.h>

using namespace outcomes::findings;

namespace {

Finding row(std::uint64_t pairs, double estimate) {
    Finding one;
    one.analysis = "compare";
    one.term = "trust";
    one.method = "paired_t";
    one.n_pairs = pairs;
    one.estimate = estimate;
    return one;
}

}  // namespace

TEST_SUITE("findings/earlier release") {
    TEST_CASE("a row is hidden if it differs from the earlier one by few people") {
        struct Row {
            Finding before, now;
            bool hidden;
        };
        Finding hidden_before = row(50, 0.3);
        hidden_before.suppressed = true;
        Finding other_group = row(50, 0.3);
        other_group.group = "age";
        const Row table[] = {
            {row(50, 0.3), row(50, 0.3), false},   // the same figures tell nothing new
            {row(50, 0.3), row(50, 0.2), true},    // the same number, yet another figure: a few came and went
            {row(50, 0.3), row(55, 0.3), true},    // 1 to 9 people more
            {row(50, 0.3), row(60, 0.2), true},    // 6 to 14 people more
            {row(50, 0.3), row(65, 0.2), false},   // 11 people more at least
            {hidden_before, row(55, 0.2), false},  // nothing to compare with
            {other_group, row(55, 0.2), false},
        };
        for (const Row& one : table) {
            CAPTURE(*one.now.n_pairs);
            CAPTURE(*one.now.estimate);
            StudyFindings study;
            study.results = {one.now};
            CHECK(hide_differences(study, {{one.before}}, 10, 5) == (one.hidden ? 1 : 0));
            CHECK(study.results[0].suppressed == one.hidden);
            CHECK(study.results[0].estimate.has_value() != one.hidden);
        }
    }
}
