#include "libstats/stats/icc.hpp"

#include "tests/unit/stats/item_cases.hpp"
#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <span>
#include <string>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::icc;
using stats::IccFamily;
using tests::moments_of_rows;
using tests::within;

namespace {

void compare_one(tests::ReferenceCase& reference, const std::string& path, const stats::Icc& got) {
    REQUIRE(got.estimate);
    reference.compare(path + ".est", *got.estimate);
    if (!got.ci) {
        reference.ignore(path + ".ci");
        return;
    }
    reference.compare(path + ".ci.0", got.ci->low);
    reference.compare(path + ".ci.1", got.ci->high);
}

void compare_test(tests::ReferenceCase& reference, const std::string& path,
                  const base::Outcome<stats::IccTest>& got) {
    if (!got) {
        for (const char* key : {".F", ".df1", ".df2", ".p"}) reference.ignore(path + key);
        return;
    }
    reference.compare(path + ".F", got->f);
    reference.compare(path + ".df1", got->df1);
    reference.compare(path + ".df2", got->df2);
    reference.compare(path + ".p", got->p_value);
}

/// Scores at 1e9: the mean squares follow from 25 digits of the same case.
void check_rounded_reference(tests::ReferenceCase& reference, const std::string& path, const IccFamily& got) {
    const auto precise = [&](const char* key) {
        return std::stod(reference.at(std::string("paired.high_precision.") + key).get<std::string>());
    };
    const auto n = static_cast<double>(got.squares.n);
    CHECK(within(got.squares.error, precise("sd_diff") * precise("sd_diff") / 2, 1e-14));
    CHECK(within(got.squares.times, n * precise("mean_diff") * precise("mean_diff") / 2, 1e-14));
    CHECK(within(*got.consistency_single.estimate, reference.at(path + ".ICC_C_1.est").get<double>(), 1e-6));
    CHECK(within(got.agreement_single.ci->low, reference.at(path + ".ICC_A_1.ci.0").get<double>(), 1e-6));
    CHECK(within(got.consistency_test->p_value, reference.at(path + ".ICC_C_1.p").get<double>(), 1e-4));
    reference.ignore(path);
}

void compare_family(tests::ReferenceCase& reference, const std::string& path, const IccFamily& got) {
    if (tests::digits_lost(reference)) {
        check_rounded_reference(reference, path, got);
        return;
    }
    reference.compare(path + ".n", static_cast<double>(got.squares.n));
    reference.compare(path + ".k", static_cast<double>(got.squares.k));
    reference.compare(path + ".MSR", got.squares.people);
    reference.compare(path + ".MSC", got.squares.times);
    reference.compare(path + ".MSE", got.squares.error);
    reference.compare(path + ".MSW", got.squares.within);
    compare_one(reference, path + ".ICC_1_1", got.one_way_single);
    compare_one(reference, path + ".ICC_1_k", got.one_way_average);
    compare_one(reference, path + ".ICC_C_1", got.consistency_single);
    compare_one(reference, path + ".ICC_C_k", got.consistency_average);
    compare_one(reference, path + ".ICC_A_1", got.agreement_single);
    compare_one(reference, path + ".ICC_A_k", got.agreement_average);
    compare_test(reference, path + ".ICC_1_1", got.one_way_test);
    compare_test(reference, path + ".ICC_C_1", got.consistency_test);
    if (got.agreement_df)
        reference.compare(path + ".ICC_A_1.v", *got.agreement_df);
    else
        reference.ignore(path + ".ICC_A_1.v");
    reference.finish({path});
    tests::count_compared("icc", reference.n_compared());
}

/// People measured k times, where all are there, on one grid.
stats::ItemMoments repeated_case(const std::string& id) {
    const auto table = tests::reference_table(id);
    std::vector<std::vector<std::string>> columns;
    for (const auto& [name, cells] : table) {
        if (name != "id") columns.push_back(cells);
    }
    const tests::GridColumns grid = tests::grid_columns(columns);
    stats::ItemMoments moments(columns.size(), grid.denominator);
    for (std::size_t row = 0; row < columns[0].size(); ++row) {
        std::vector<std::int64_t> values;
        for (const auto& column : grid.columns) {
            if (column[row]) values.push_back(*column[row]);
        }
        if (values.size() == columns.size()) moments.add(values);
    }
    return moments;
}

/// The same by doubles, from the columns themselves.
IccFamily family_of(const std::vector<double>& before, const std::vector<double>& after) {
    return icc(stats::paired_moments(before, after).value()).value();
}

}  // namespace

TEST_SUITE("stats/icc") {
    TEST_CASE("two waves agree with the reference") {
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            tests::ReferenceCase reference(id);
            if (!reference.has(path + ".icc.n")) continue;
            CAPTURE(id);
            const auto pairs = stats::paired_moments(data.baseline.view(), data.repeat.view()).value();
            compare_family(reference, path + ".icc", icc(pairs).value());
        }
    }

    TEST_CASE("items as measurements agree with the reference, before any is reversed") {
        for (const auto& id : tests::reference_ids({"items"})) {
            CAPTURE(id);
            tests::ReferenceCase reference(id);
            compare_family(reference, "icc_items", icc(repeated_case(id)).value());
        }
    }

    TEST_CASE("several measurements agree with the reference") {
        for (const auto& id : tests::reference_ids({"repeated"})) {
            tests::ReferenceCase reference(id);
            if (!reference.has("repeated.icc.n")) continue;
            CAPTURE(id);
            compare_family(reference, "repeated.icc", icc(repeated_case(id)).value());
        }
    }

    TEST_CASE("the two ways to the mean squares give the same numbers") {
        const std::vector<double> before = {1, 4, 2, 5, 3, 3}, after = {2, 4, 3, 5, 5, 2};
        stats::ItemMoments moments(2);
        for (std::size_t i = 0; i < before.size(); ++i) {
            const std::int64_t row[] = {static_cast<std::int64_t>(before[i]),
                                        static_cast<std::int64_t>(after[i])};
            moments.add(row);
        }
        const IccFamily exact = icc(moments).value();
        const IccFamily paired = family_of(before, after);
        CHECK(within(paired.squares.people, exact.squares.people, 1e-14));
        CHECK(within(paired.squares.times, exact.squares.times, 1e-14));
        CHECK(within(paired.squares.error, exact.squares.error, 1e-14));
        CHECK(within(paired.squares.within, exact.squares.within, 1e-14));
        CHECK(within(*paired.agreement_single.estimate, *exact.agreement_single.estimate, 1e-13));
    }

    TEST_CASE("mean squares of doubles are those of the exact sums") {
        const std::vector<std::int64_t> units = {
            9, 2, 5, 8, 6,  1, 3, 2, 8, 4, 6, 8,
            7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7};  // Shrout & Fleiss (1979, table 2)
        const std::vector<double> rows(units.begin(), units.end());
        const auto got = stats::mean_squares(rows, 4).value();
        CHECK(std::round(got.people * 100) == 1124);  // as printed
        CHECK(std::round(got.within * 100) == 626);
        CHECK(std::round(got.times * 100) == 3249);
        CHECK(std::round(got.error * 100) == 102);
        std::vector<double> far = rows;
        for (double& x : far) x += 1e9;
        CHECK(within(stats::mean_squares(far, 4)->error, got.error, 1e-14));
        CHECK(within(stats::mean_squares(far, 4)->people, got.people, 1e-14));
        const std::vector<std::int64_t> swapped = {2, 5, 8, 9, 1, 3, 2, 6,  4, 6, 8, 8,
                                                   1, 2, 6, 7, 5, 6, 9, 10, 2, 4, 7, 6};
        const auto exact = icc(moments_of_rows(swapped, 4)).value();
        CHECK(within(exact.squares.error, got.error, 1e-14));
        CHECK(within(exact.squares.within, got.within, 1e-14));
        CHECK(stats::mean_squares(rows, 1).reason() == Reason::one_item);
        CHECK(stats::mean_squares(std::span(rows).first(4), 4).reason() == Reason::too_few);
        CHECK_THROWS_AS((void)stats::mean_squares(rows, 5), ContractError);
        CHECK_THROWS_AS((void)stats::mean_squares(rows, 0), ContractError);
    }

    TEST_CASE("a shift of everybody lowers agreement and not consistency; ICC(C,k) is alpha") {
        const std::vector<double> before = {1, 4, 2, 5, 3, 3};
        std::vector<double> after = {2, 4, 3, 5, 5, 2};
        const IccFamily plain = family_of(before, after);
        for (double& x : after) x += 3;
        const IccFamily shifted = family_of(before, after);
        CHECK(within(*shifted.consistency_single.estimate, *plain.consistency_single.estimate, 1e-13));
        CHECK(*shifted.agreement_single.estimate < *plain.agreement_single.estimate);
        const auto rows = std::vector<std::int64_t>{1, 2, 4, 4, 2, 3, 5, 5, 3, 5, 3, 2};
        CHECK(within(*plain.consistency_average.estimate, stats::cronbach_alpha(rows, 2)->alpha, 1e-13));
        CHECK(plain.agreement_single.ci->low < *plain.agreement_single.estimate);
        CHECK(*plain.agreement_single.estimate < plain.agreement_single.ci->high);
        const auto wide =
            icc(stats::paired_moments(std::span<const double>(before), std::span<const double>(after))
                    .value(),
                0.99)
                .value();
        CHECK(wide.consistency_single.ci->low < shifted.consistency_single.ci->low);
    }

    TEST_CASE("poor data have reasons and mistakes throw") {
        CHECK(icc(moments_of_rows({1, 2, 3}, 1)).reason() == Reason::one_item);
        CHECK(icc(moments_of_rows({1, 2}, 2)).reason() == Reason::too_few);
        CHECK(icc(moments_of_rows({3, 3, 3, 3}, 2)).reason() == Reason::no_variation);
        // Nobody changed: 1, and no distribution of an error that is 0.
        const IccFamily same = icc(moments_of_rows({1, 1, 2, 2, 5, 5}, 2)).value();
        CHECK(same.consistency_single.estimate.value() == 1);
        CHECK(same.agreement_single.estimate.value() == 1);
        CHECK(same.consistency_single.ci.reason() == Reason::not_applicable);
        CHECK(same.agreement_single.ci.reason() == Reason::not_applicable);
        CHECK(same.one_way_test.reason() == Reason::not_applicable);
        // People do not differ at all, measurements do: 0 and no average.
        const IccFamily flat = icc(moments_of_rows({1, 2, 1, 2, 1, 2}, 2)).value();
        CHECK(flat.consistency_single.estimate.reason() == Reason::not_applicable);
        CHECK(flat.one_way_single.estimate.value() == -1);
        CHECK(flat.one_way_average.estimate.reason() == Reason::not_applicable);
        CHECK_THROWS_AS((void)icc(moments_of_rows({1, 1, 2, 3}, 2), 1.0), ContractError);
        stats::MeanSquares negative{10, 2, 1, 1, -1, 1};
        CHECK_THROWS_AS((void)icc(negative), ContractError);
    }
}
