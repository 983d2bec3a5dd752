#include "libstats/stats/item_analysis.hpp"

#include "tests/unit/stats/item_cases.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace outcomes;
using base::Reason;
using stats::item_statistics;
using tests::moments_of_rows;
using tests::within;

namespace {

std::optional<double> optional_of(const base::Outcome<double>& outcome) {
    return outcome ? std::optional(*outcome) : std::nullopt;
}

}  // namespace

TEST_SUITE("stats/item_analysis") {
    TEST_CASE("statistics of items agree with the reference") {
        for (const tests::ItemCase& one : tests::item_cases()) {
            tests::ReferenceCase reference(one.id);
            const auto got = item_statistics(one.moments);
            REQUIRE(got);
            for (std::size_t i = 0; i < got->size(); ++i) {
                CAPTURE(one.items[i]);
                const std::string path = one.path + ".items." + std::to_string(i);
                const stats::ItemStatistics& item = (*got)[i];
                reference.compare(path + ".mean", item.mean);
                reference.compare(path + ".sd", item.sd);
                reference.compare(path + ".r_rest", optional_of(item.item_rest));
                reference.compare(path + ".r_total", optional_of(item.item_total));
                reference.compare(path + ".alpha_if_deleted", optional_of(item.alpha_if_deleted));
                reference.compare(path + ".smc", optional_of(item.squared_multiple));
            }
            reference.finish({one.path + ".items"});
            tests::count_compared("item_statistics", reference.n_compared());
        }
    }

    TEST_CASE("small tables worked by hand") {
        // Items (1 2 3), (1 3 2), (2 2 5); rests (3 5 7), (3 4 8), (2 5 5).
        const auto got = item_statistics(moments_of_rows({1, 1, 2, 2, 3, 2, 3, 2, 5}, 3));
        REQUIRE(got);
        CHECK(within(*(*got)[0].item_rest, 1.0, 1e-15));
        CHECK(within(*(*got)[1].item_rest, 0.5 / std::sqrt(7.0), 1e-14));
        CHECK(within(*(*got)[2].item_rest, 0.5, 1e-14));
        CHECK((*got)[0].mean == 2);
        CHECK((*got)[0].sd == 1);
        // Without item 3: two items with variance 1, covariance 1/2, so 2 (1 - 2 / 3).
        CHECK(within(*(*got)[2].alpha_if_deleted, 2.0 / 3, 1e-15));
        // Three people, three items: the correlations have no inverse.
        CHECK((*got)[0].squared_multiple.reason() == Reason::redundant_items);
    }

    TEST_CASE("an item that points the other way has a negative item-rest correlation") {
        const auto got = item_statistics(moments_of_rows({1, 1, 5, 2, 3, 4, 4, 4, 2, 5, 4, 1}, 3));
        REQUIRE(got);
        CHECK(*(*got)[0].item_rest < 0.5);
        CHECK(*(*got)[2].item_rest < -0.9);
        CHECK(*(*got)[2].alpha_if_deleted > 0.9);
    }

    TEST_CASE("the unit and the order of people do not matter") {
        const std::vector<std::int64_t> rows = {1, 2, 3, 4, 4, 5, 2, 2, 1, 5, 3, 4, 3, 3, 3};
        std::vector<std::int64_t> tenths = rows;
        for (auto& x : tenths) x = 10 * x + 7;
        const auto plain = item_statistics(moments_of_rows(rows, 3)).value();
        const auto scaled = item_statistics(moments_of_rows(tenths, 3, 10)).value();
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(within(*scaled[i].item_rest, *plain[i].item_rest, 1e-15));
            CHECK(within(*scaled[i].squared_multiple, *plain[i].squared_multiple, 1e-12));
            CHECK(within(scaled[i].mean, plain[i].mean + 0.7, 1e-15));
            CHECK(within(scaled[i].sd, plain[i].sd, 1e-15));
        }
    }

    TEST_CASE("poor data have reasons") {
        CHECK(item_statistics(moments_of_rows({1, 2, 3}, 3)).reason() == Reason::too_few);
        CHECK(item_statistics(moments_of_rows({}, 3)).reason() == Reason::too_few);
        const auto single = item_statistics(moments_of_rows({1, 2, 3}, 1)).value();
        CHECK(single[0].mean == 2);
        CHECK(single[0].item_rest.reason() == Reason::one_item);
        CHECK(single[0].alpha_if_deleted.reason() == Reason::one_item);
        CHECK(single[0].squared_multiple.reason() == Reason::one_item);
        const auto two = item_statistics(moments_of_rows({1, 2, 2, 2, 3, 2}, 2)).value();
        CHECK(two[0].item_rest.reason() == Reason::no_variation);  // the rest never varies
        CHECK(two[1].item_rest.reason() == Reason::no_variation);  // nor does the item
        CHECK(two[1].sd == 0);
        CHECK(two[1].alpha_if_deleted.reason() == Reason::one_item);
        CHECK(two[1].squared_multiple.reason() == Reason::no_variation);
    }
}
