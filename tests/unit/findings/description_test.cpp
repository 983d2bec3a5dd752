#include "libstats/findings/description.hpp"

#include "libstats/findings/disclosure.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <type_traits>
#include <utility>

using namespace outcomes::findings;

TEST_SUITE("findings/description") {
    TEST_CASE("the columns are those agreed on, in their order") {
        std::string names;
        std::set<std::string_view> dotted;
        for (const auto& column : description_columns()) {
            names += std::string(column.name) + ",";
            CHECK(dotted.insert(column.dotted).second);
            CHECK_FALSE(column.meaning.empty());
            CHECK_FALSE(column.unit.empty());
        }
        CHECK(
            names ==
            "study,community,wave,wave_to,level,term,label,scale,statistic,answer,n,count,estimate,conf_low,"
            "conf_high,conf_level,better,policy,suppressed,reason,note,");
    }

    TEST_CASE("every word is explained once") {
        std::set<std::pair<std::string_view, std::string_view>> seen;
        for (const WordMeaning& word : description_words()) {
            CHECK(seen.insert({word.column, word.word}).second);
            CHECK_FALSE(word.meaning.empty());
        }
    }

    TEST_CASE("only disclosure makes descriptions that may be shown") {
        static_assert(!std::is_constructible_v<SafeDescriptions, Descriptions, Release>);
        static_assert(!std::is_default_constructible_v<SafeDescriptions>);
        static_assert(!std::is_same_v<SafeDescriptions, SafeFindings>);
        Descriptions descriptions;
        descriptions.schema = "outcomes.describe/1";
        const SafeDescriptions safe = disclose(std::move(descriptions));
        CHECK(safe.get().schema == "outcomes.describe/1");
        CHECK(safe.statement() == "internal: not for release");
    }
}
