#include "libstats/survey/spelling.hpp"

#include "libstats/base/text.hpp"

#include <doctest/doctest.h>

#include <string>

using outcomes::base::folded;
using outcomes::survey::compare_spelling;
using outcomes::survey::Spelling;

TEST_SUITE("survey/spelling") {
    TEST_CASE("the same words, slips of the pen, and texts that may be opposites") {
        struct Row {
            std::string text, label;
            Spelling spelling;
        };
        constexpr auto same = Spelling::same;
        constexpr auto slip = Spelling::slip;
        constexpr auto other = Spelling::other;
        const Row rows[] = {
            {"Agree strongly", "Strongly agree", same},
            {"Very_good", "Very good", same},
            {"Very good!", "very  good", same},
            {"Agreee", "Agree", slip},
            {"Somewhat favourably", "Somewhat favorably", slip},
            {"Verygood", "Very good", slip},
            {"dont mind it", "don't mind it", slip},
            {"Strongly agere", "Strongly agree", slip},
            // A beginning that turns the meaning round, in several languages.
            {"Very unfavorably", "Very favorably", other},
            {"Disagree", "Agree", other},
            {"Strongly disagree", "Strongly agree", other},
            {"Inactive", "Active", other},
            {"Unlikely", "Likely", other},
            {"Immature person", "Mature person", other},
            {"uenig", "enig", other},
            {"oneens", "eens", other},
            {"Decreased a lot", "Increased a lot", other},
            {"Female", "Male", other},
            // A word, or the end of one, that does.
            {"Not satisfied", "Satisfied", other},
            {"I can't do this at all", "I can do this at all", other},
            {"I cannot do this at all", "I can do this at all", other},
            {"A major difference", "A minor difference", other},
            {"Never, then always", "Always, then never", other},
            // Amounts.
            {"< 5 hours", "> 5 hours", other},
            {"5 hours a week", "6 hours a week", other},
            {"more than 10 times", "more than 100 times", other},
            {"-1 (worse)", "1 (worse)", other},
            {"3+", "3", other},
            {"+", "-", other},
            {"Sometimes", "Often", other},
            {"", "Often", other},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CAPTURE(row.label);
            CHECK(compare_spelling(folded(row.text), folded(row.label)) == row.spelling);
            CHECK(compare_spelling(folded(row.label), folded(row.text)) == row.spelling);
        }
    }
}
