#include "libstats/render/wording.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/render/strip.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace outcomes;
using findings::Finding;

TEST_SUITE("render/wording") {
    TEST_CASE("p-values have three decimals and no leading zero") {
        const std::pair<double, const char*> rows[] = {
            {0.0004, "< .001"}, {0.000999, "< .001"}, {0.001, ".001"}, {0.0424, ".042"},
            {0.5, ".500"},      {0.9996, "1.000"},    {1.0, "1.000"},  {0.0, "< .001"}};
        for (const auto& [p, wanted] : rows) CHECK(render::p_text(p) == wanted);
        CHECK(render::p_text(std::nullopt).empty());
    }

    TEST_CASE("changes carry their sign, and zero none") {
        CHECK(render::signed_number(0.3, 2) == "+0.30");
        CHECK(render::signed_number(-0.3, 2) == "-0.30");
        CHECK(render::signed_number(-0.001, 2) == "0.00");
        CHECK(render::signed_number(0.001, 2) == "0.00");
        CHECK(render::signed_interval(-1.0, 2.0, 1) == "-1.0 to +2.0");
        CHECK(render::signed_interval(std::nullopt, 2.0, 1).empty());
    }

    TEST_CASE("only changes and differences carry a sign") {
        const auto is_difference = [](const char* type) {
            Finding row;
            row.estimate_type = type;
            return render::is_difference(row);
        };
        for (const char* type : {"points", "percentage_points", "pseudo_median", "median_change", "shift",
                                 "bias", "d_baseline", "g_rm", "d_z", "smcr", "rank_biserial", "cohen_h"}) {
            CAPTURE(std::string(type));
            CHECK(is_difference(type));
        }
        for (const char* type :
             {"percent", "error_points", "icc_a1", "correlation", "kappa", "odds_ratio", "relative_risk",
              "share_up_of_changed", "p_improvement", "bf10", "w", "variance_ratio", ""}) {
            CAPTURE(std::string(type));
            CHECK_FALSE(is_difference(type));
        }
    }

    TEST_CASE("counts and shares") {
        CHECK(render::grouped(0) == "0");
        CHECK(render::grouped(999) == "999");
        CHECK(render::grouped(1840) == "1,840");
        CHECK(render::grouped(1234567) == "1,234,567");
        CHECK(render::people(1) == "1 person");
        CHECK(render::percent(0.95) == "95 %");
        CHECK(render::percent(0.975) == "97.5 %");
        CHECK(render::percent(1) == "100 %");
    }

    TEST_CASE("every result has a mark and words") {
        struct Row {
            const char *verdict, *detail, *reason, *note, *wanted;
        };
        const Row rows[] = {
            {"improved", "clear", "", "", "+ Improved"},
            {"improved", "size_unsure", "", "", "+ Improved (may be small)"},
            {"improved", "no_smallest_change", "", "x; suggestive", "+ Improved ~"},
            {"worsened", "size_unsure", "", "", "- Worsened (may be small)"},
            {"rose", "clear", "", "", "+ Rose"},
            {"fell", "clear", "", "", "- Fell"},
            {"no_meaningful_change", "tiny_rise", "", "", "= No meaningful change"},
            {"inconclusive", "too_imprecise", "", "", "? Not clear"},
            {"not_tested", "", "no_variation", "", ". Not tested: all the same"},
            {"not_tested", "", "", "", ". Not tested"},
        };
        for (const Row& row : rows) {
            Finding finding;
            finding.verdict = row.verdict;
            finding.verdict_detail = row.detail;
            finding.reason = row.reason;
            finding.note = row.note;
            CHECK(render::result_text(finding) == row.wanted);
        }
    }

    TEST_CASE("every reason has short words, none of them banned") {
        for (const base::Reason reason : base::all_reasons()) {
            const std::string words = render::short_reason(base::reason_id(reason));
            CAPTURE(words);
            CHECK(words.size() <= 24);
            CHECK(words.find('_') == std::string::npos);
            CHECK(words != "no change");
        }
    }

    TEST_CASE("notes are split at semicolons") {
        Finding row;
        row.note = " a ;b;; c";
        CHECK(render::notes_of(row) == std::vector<std::string_view>{"a", "b", "c"});
        CHECK(render::has_note(row, "b"));
        CHECK_FALSE(render::has_note(row, "bc"));
    }

    TEST_CASE("decimals follow the width of the interval") {
        CHECK(render::decimals_for(-15, 15) == 1);
        CHECK(render::decimals_for(-0.9, 0.9) == 2);
        CHECK(render::decimals_for(0.19, 0.41) == 2);
        CHECK(render::decimals_for(0.01, 0.03) == 3);
        CHECK(render::decimals_for(0.001, 0.002) == 4);
        CHECK(render::decimals_for(1, 1) == 4);
        CHECK(render::decimals_for(0.004, 1.1) == 3);
        CHECK(render::decimals_for(-1.1, -0.004) == 3);
        CHECK(render::decimals_for(-0.004, 1.1) == 2);
    }

    TEST_CASE("the strip draws an interval on the rows' common axis") {
        Finding row;
        row.effect = 0.0;
        row.effect_low = -0.25;
        row.effect_high = 0.25;
        row.conf_low = -1;
        row.conf_high = 1;
        row.smallest_change = 1.5;
        const render::Strip strip({&row});
        CHECK(strip.axis() == "-0.5        0        +0.5");
        CHECK(strip.row(row) == "   :  ======o======  :   ");
        Finding wide = row;
        wide.effect_low = -3;
        wide.effect_high = 3;
        CHECK(render::Strip({&wide}).row(wide) == "<===========o===========>");
        CHECK(render::Strip({&wide}).axis() == "-2.0        0        +2.0");
        CHECK(strip.row(Finding{}) == std::string(25, ' '));
    }
}
