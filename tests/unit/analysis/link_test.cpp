#include "libstats/analysis/link.hpp"

#include "libstats/analysis/compare.hpp"
#include "libstats/analysis/link_plan.hpp"
#include "libstats/analysis/pseudonyms.hpp"
#include "libstats/base/random.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

using namespace outcomes;

namespace {

survey::Study walk() {
    return survey::read_study((tests::source_dir() / "tests/cases/data/link/walk.toml").string());
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

}  // namespace

TEST_SUITE("analysis/link") {
    TEST_CASE("every sheet is matched or has no partner, and every match has its row") {
        for (const auto tolerance : {survey::Tolerance::strict, survey::Tolerance::tolerant}) {
            const auto result = analysis::link_study(walk(), {{}, tolerance, ""});
            REQUIRE(result.counts.size() == 1);
            const auto& one = result.counts.front();
            CHECK(one.matched() + one.unlinked_from == one.sheets_from);
            CHECK(one.matched() + one.unlinked_to == one.sheets_to);
            CHECK(result.people.rows.size() == one.matched());
            CHECK(result.review.rows.size() == one.alike() + one.contradicted + one.against);
            CHECK(one.false_same >= 0);
            CHECK(one.false_same < 0.1);
            for (const auto& row : result.people.rows) CHECK(row.size() == result.people.header.size());
            for (const auto& row : result.review.rows) CHECK(row.size() == result.review.header.size());
        }
    }

    TEST_CASE("the strict setting offers what the tolerant one matches") {
        const auto strict = analysis::link_study(walk(), {{}, survey::Tolerance::strict, ""}).counts.front();
        const auto tolerant = analysis::link_study(walk(), {}).counts.front();
        CHECK(strict.tolerant == 0);
        CHECK(strict.offered == tolerant.tolerant);
        CHECK(strict.same() == tolerant.same());
        CHECK(strict.false_tolerant == tolerant.false_tolerant);
    }

    TEST_CASE("compare shows the strict setting beside the tolerant one, without a verdict") {
        const auto rows = analysis::compare(walk()).results;
        const auto find = [&](const std::string& analysis) {
            return std::find_if(rows.begin(), rows.end(),
                                [&](const auto& row) { return row.analysis == analysis; });
        };
        const auto headline = find("compare");
        const auto strict = find("other_linkage");
        REQUIRE(strict != rows.end());
        CHECK(headline->n_pairs == 26);
        CHECK(strict->n_pairs == 22);
        CHECK(strict->method == headline->method);
        CHECK(strict->verdict.empty());
        CHECK(strict->rule == "strict: codes agree wholly, 22 of the 26 linked pairs");

        survey::Study exact = walk();
        exact.link->tolerance = survey::Tolerance::strict;
        const auto alone = analysis::compare(exact).results;
        CHECK(alone.front().estimate == strict->estimate);
        CHECK(alone.front().conf_low == strict->conf_low);
        CHECK(std::none_of(alone.begin(), alone.end(),
                           [](const auto& row) { return row.analysis == "other_linkage"; }));
    }

    TEST_CASE("pseudonyms keep the matches, hide every code and depend on the key") {
        const survey::Study study = walk();
        const auto key = *base::SecretKey::from_hex(std::string(64, '1'));
        const auto other_key = *base::SecretKey::from_hex(std::string(64, '2'));
        const auto files = analysis::pseudonymised(study, key);
        REQUIRE(files.size() == 2);
        const auto matched = analysis::link_study(study, {});
        const auto code = static_cast<std::size_t>(
            std::find(matched.people.header.begin(), matched.people.header.end(), "code_end") -
            matched.people.header.begin());
        for (const auto& row : matched.people.rows) CHECK(count(files[1].bytes, row[code]) == 0);
        CHECK(count(files[0].bytes, "\np") == files[0].n_replaced);
        CHECK(files[0].n_replaced == 37);
        CHECK(files[0].n_blanked == 0);
        std::size_t n_both = 0;
        for (std::size_t at = files[0].bytes.find("\np"); at != std::string::npos;
             at = files[0].bytes.find("\np", at + 1)) {
            if (count(files[1].bytes, files[0].bytes.substr(at, 34)) == 1) ++n_both;
        }
        CHECK(n_both == matched.counts.front().matched());
        CHECK(analysis::pseudonymised(study, key)[0].bytes == files[0].bytes);
        CHECK(analysis::pseudonymised(study, other_key)[0].bytes != files[0].bytes);
    }

    TEST_CASE("plans: as given, without each element, with more") {
        const auto codes = analysis::plan_codes({31, 12, 10, 12, 3}, 300);
        REQUIRE(codes.size() == 8);
        CHECK(tests::within(codes[0].risk.n_codes, 133'920));
        CHECK(tests::within(codes[5].risk.n_codes, 44'640));  // without the last
        CHECK(tests::within(codes[6].risk.n_codes, 133'920 * 26.0));
        CHECK(tests::within(codes[7].risk.n_codes, 133'920 * 52.0));
        CHECK(tests::within(analysis::effective_size({1, 1, 1, 1}), 4));
        CHECK(tests::within(analysis::effective_size({3, 1}), 1.6));  // 16 / 10
    }
}
