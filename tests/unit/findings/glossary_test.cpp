#include "libstats/findings/glossary.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/findings/disclosure.hpp"
#include "libstats/findings/verdict.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <type_traits>

using namespace outcomes::findings;

TEST_SUITE("findings/glossary") {
    TEST_CASE("the columns are those agreed on, in their order") {
        std::string names;
        for (const auto& column : columns()) names += std::string(column.name) + ",";
        CHECK(names ==
              "study,community,analysis,term,label,level,wave_from,wave_to,group,subgroup,estimand,method,"
              "policy,rule,n,n_from,"
              "n_to,n_pairs,mean_from,mean_to,sd_from,sd_to,estimate,estimate_type,std_error,statistic,df,p_"
              "value,p_adjusted,"
              "conf_low,conf_high,conf_level,effect,effect_type,effect_low,effect_high,smallest_change,"
              "better,verdict,"
              "verdict_detail,suppressed,reason,note,");
    }

    TEST_CASE("every column has a meaning and two names of its own") {
        std::set<std::string_view> snake, dotted;
        for (const auto& column : columns()) {
            CHECK(snake.insert(column.name).second);
            CHECK(dotted.insert(column.dotted).second);
            CHECK_FALSE(column.meaning.empty());
            CHECK_FALSE(column.unit.empty());
        }
    }

    TEST_CASE("every verdict, detail and reason is explained") {
        const auto explained = [](std::string_view column, std::string_view word) {
            const auto list = words();
            return std::any_of(list.begin(), list.end(),
                               [&](const auto& w) { return w.column == column && w.word == word; });
        };
        for (int i = 0; i <= static_cast<int>(Verdict::not_tested); ++i) {
            CHECK(explained("verdict", verdict_id(static_cast<Verdict>(i))));
        }
        for (int i = 0; i < static_cast<int>(Detail::not_tested); ++i) {
            CHECK(explained("verdict_detail", detail_id(static_cast<Detail>(i))));
        }
        for (const auto reason : outcomes::base::all_reasons())
            CHECK(explained("reason", outcomes::base::reason_id(reason)));
    }

    TEST_CASE("only disclosure makes findings that may be shown") {
        static_assert(!std::is_constructible_v<SafeFindings, Findings, Release>);
        static_assert(!std::is_default_constructible_v<SafeFindings>);
        Findings findings;
        findings.schema = "outcomes.compare/1";
        CHECK(disclose(findings).get().schema == "outcomes.compare/1");
        CHECK(disclose(findings).statement() == "internal: not for release");
    }
}
