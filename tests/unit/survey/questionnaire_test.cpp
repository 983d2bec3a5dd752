#include "libstats/survey/questionnaire.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/golden_vectors.hpp"
#include "libstats/survey/instrument.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace outcomes;
using survey::KeyAnswers;
using survey::KeyResult;
using survey::Questionnaire;
using survey::QuestionnaireScore;

namespace {

/// The coding that the declared range of a key is for.
std::string first_coding(const Questionnaire& key) {
    const auto codings = key.codings();
    return codings.empty() ? "" : codings.front();
}

std::string text_of(const base::Decimal& number) {
    return base::shortest(number.to_double());
}

/// The answer to an item that is worth least, or most, before reversal.
std::string extreme_answer(const Questionnaire& key, std::size_t item, bool most) {
    const KeyAnswers& list = key.answers_of_item(item);
    if (list.is_range()) return text_of(most ? *list.high : *list.low);
    const auto& worth = list.scores.empty() ? list.codes : list.scores;
    const auto less = [](const base::Decimal& a, const base::Decimal& b) { return base::compare(a, b) < 0; };
    const auto [low, high] = std::minmax_element(worth.begin(), worth.end(), less);
    return text_of(list.codes[static_cast<std::size_t>((most ? high : low) - worth.begin())]);
}

/// A sheet whose score is as low, or as high, as it can be.
std::vector<std::string> extreme_sheet(const Questionnaire& key, const QuestionnaireScore& score, bool most) {
    std::vector<std::string> answers;
    for (std::size_t item = 1; item <= key.n_items; ++item) {
        const bool reversed =
            std::find(score.reverse.begin(), score.reverse.end(), item) != score.reverse.end();
        answers.push_back(extreme_answer(key, item, most != reversed));
    }
    return answers;
}

/// A sheet with the lowest, or the highest, answer to every item.
std::vector<std::string> same_sheet(const Questionnaire& key, bool most) {
    std::vector<std::string> answers;
    for (std::size_t item = 1; item <= key.n_items; ++item)
        answers.push_back(extreme_answer(key, item, most));
    return answers;
}

/// Half of the items reversed, all with one answer list.
bool is_balanced(const Questionnaire& key, const QuestionnaireScore& score) {
    return key.answers.size() == 1 && score.reverse.size() * 2 == score.items.size();
}

/// A key that is right, but for what a test changes.
std::string small_key(const std::string& answers = "[answers.a]\ncodes = [1, 2, 3]\n",
                      const std::string& score = "range = [2, 6]\nbetter = \"higher\"\nscore = \"sum\"\n") {
    std::string text = "schema = 1\nlabel = \"Two\"\nvariant = \"as printed\"\nn_items = 2\n" + answers +
                       "[score.total]\nlabel = \"two\"\n" + score;
    for (const char* about : {"codes", "score", "missing", "licence"})
        text += std::string("[[rule]]\nabout = \"") + about + "\"\nsays = \"so\"\nstatus = \"choice\"\n";
    return text + "[[golden]]\nanswers = \"all 2\"\nexpect = { total = 4 }\nsource = \"by hand\"\n";
}

}  // namespace

TEST_SUITE("survey/questionnaire") {
    TEST_CASE("every shipped key can be read and is found by its id") {
        CHECK(survey::questionnaires().size() == 32);
        for (const Questionnaire& key : survey::questionnaires()) {
            CAPTURE(key.id);
            CHECK(survey::find_questionnaire(key.id) == &key);
            CHECK(key.keywords.size() == key.n_items);
            CHECK(!key.codes.empty());
            CHECK(!key.scores.empty());
            CHECK(!key.golden.empty());
            CHECK(!key.licence.empty());
            CHECK(!key.aliases.empty());
        }
        CHECK(survey::find_questionnaire("rses") == nullptr);
        CHECK(survey::questionnaires_beginning("rses") == std::vector<std::string>{"rses_a", "rses_b"});
    }

    TEST_CASE("every golden vector of every key") {
        std::size_t n = 0;
        for (const Questionnaire& key : survey::questionnaires()) {
            for (const survey::GoldenResult& result : survey::golden_results(key)) {
                CAPTURE(key.id);
                CAPTURE(result.statistic);
                CAPTURE(result.expected);
                CAPTURE(result.got);
                CHECK(result.agrees);
                ++n;
            }
        }
        CHECK(n >= 150);
    }

    TEST_CASE("every score reaches both ends of its range, and no answers give none") {
        for (const Questionnaire& key : survey::questionnaires()) {
            for (const QuestionnaireScore& score : key.scores) {
                CAPTURE(key.id);
                CAPTURE(score.id);
                const std::string coding = first_coding(key);
                const auto lowest =
                    survey::score_answers(key, score, extreme_sheet(key, score, false), coding);
                const auto highest =
                    survey::score_answers(key, score, extreme_sheet(key, score, true), coding);
                REQUIRE(lowest.kind == KeyResult::Kind::number);
                REQUIRE(highest.kind == KeyResult::Kind::number);
                CHECK(lowest.value == score.low);
                CHECK(highest.value == score.high);
                const std::vector<std::string> blank(key.n_items, "");
                CHECK(survey::score_answers(key, score, blank, coding).kind == KeyResult::Kind::missing);
            }
        }
    }

    TEST_CASE("a balanced scale gives the middle to whoever ticks one column, low or high") {
        std::set<std::string> balanced;
        for (const Questionnaire& key : survey::questionnaires()) {
            for (const QuestionnaireScore& score : key.scores) {
                if (!is_balanced(key, score)) continue;
                balanced.insert(key.id);
                CAPTURE(key.id);
                for (const bool most : {false, true}) {
                    const auto got =
                        survey::score_answers(key, score, same_sheet(key, most), first_coding(key));
                    CHECK(got.value == (score.low + score.high) / 2);
                }
            }
        }
        CHECK(balanced == std::set<std::string>{"brs", "rses_a", "rses_b", "scs_r"});
    }

    TEST_CASE("turning one answer up moves every score of its item the declared way") {
        for (const Questionnaire& key : survey::questionnaires()) {
            for (const QuestionnaireScore& score : key.scores) {
                CAPTURE(key.id);
                CAPTURE(score.id);
                const std::string coding = first_coding(key);
                const auto sheet = extreme_sheet(key, score, false);
                const auto best = extreme_sheet(key, score, true);
                for (const std::size_t item : score.items) {
                    CAPTURE(item);
                    auto better = sheet;
                    better[item - 1] = best[item - 1];
                    CHECK(survey::score_answers(key, score, better, coding).value > score.low);
                }
            }
        }
    }

    TEST_CASE("a code that is not declared is an error for every item of every key") {
        for (const Questionnaire& key : survey::questionnaires()) {
            for (std::size_t item = 1; item <= key.n_items; ++item) {
                const auto score = std::find_if(key.scores.begin(), key.scores.end(), [&](const auto& one) {
                    return std::find(one.items.begin(), one.items.end(), item) != one.items.end();
                });
                REQUIRE(score != key.scores.end());
                auto sheet = same_sheet(key, false);
                for (const char* code : {"-1", "101", "1.5", "often enough"}) {
                    sheet[item - 1] = code;
                    CAPTURE(key.id);
                    CAPTURE(item);
                    CAPTURE(code);
                    CHECK(survey::score_answers(key, *score, sheet, first_coding(key)).kind ==
                          KeyResult::Kind::error);
                }
            }
        }
    }

    TEST_CASE("conversion tables rise strictly and have every raw score") {
        for (const Questionnaire& key : survey::questionnaires()) {
            for (const QuestionnaireScore& score : key.scores) {
                for (std::size_t i = 1; i < score.raw.size(); ++i) {
                    CHECK(score.raw[i].to_double() == score.raw[i - 1].to_double() + 1);
                    CHECK(base::compare(score.converted[i - 1], score.converted[i]) < 0);
                }
            }
        }
        CHECK(survey::find_questionnaire("swemwbs")->scores.front().raw.size() == 29);
    }

    TEST_CASE("wording is shipped for these keys only") {
        std::set<std::string> with_wording;
        for (const Questionnaire& key : survey::questionnaires()) {
            if (!key.wording.empty()) with_wording.insert(key.id);
        }
        CHECK(with_wording == std::set<std::string>{"gad7", "ons4", "phq9", "rses_a", "rses_b"});
    }

    TEST_CASE("where the wording is not free, an item is recognised by single words") {
        for (const Questionnaire& key : survey::questionnaires()) {
            if (!key.wording.empty()) continue;
            for (const auto& words : key.keywords) {
                for (const std::string& word : words) {
                    CAPTURE(key.id);
                    CAPTURE(word);
                    CHECK(word.find(' ') == std::string::npos);
                }
            }
        }
    }

    TEST_CASE("bands are looked up by form") {
        const Questionnaire& sdq = *survey::find_questionnaire("sdq");
        const QuestionnaireScore& total = *sdq.find_score("total");
        CHECK(survey::band_of(total, 13) == "slightly raised");
        CHECK(survey::band_of(total, 13, "teacher") == "slightly raised");
        CHECK(survey::band_of(total, 13, "parent") == "close to average");
        CHECK(survey::band_of(total, 20, "self") == "very high");
        CHECK(survey::band_of(*survey::find_questionnaire("brs")->find_score("total"), 2.995) == "low");
        CHECK(survey::band_of(*survey::find_questionnaire("nci8")->find_score("total"), 3).empty());
    }

    TEST_CASE("a key that contradicts itself is refused") {
        struct Row {
            const char* why;
            std::string text;
            const char* code;
        };
        const std::string sum = "range = [2, 6]\nbetter = \"higher\"\nscore = \"sum\"\n";
        const std::string codes = "[answers.a]\ncodes = [1, 2, 3]\n";
        const std::vector<Row> rows = {
            {"unknown key", small_key(codes, sum + "bonus = 1\n"), "study.unknown_key"},
            {"range that the answers do not give", small_key(codes, "range = [2, 7]\nbetter = \"higher\"\n"),
             "key.range"},
            {"an item too many", small_key(codes, sum + "items = [1, 2, 3]\n"), "key.item"},
            {"reversed, but not among the items",
             small_key(codes, "range = [1, 3]\nbetter = \"higher\"\nitems = [1]\nreverse = [2]\n"),
             "key.item"},
            {"no codes", small_key("[answers.a]\nlabels = [\"a\", \"b\"]\n"), "key.codes"},
            {"labels of another number",
             small_key("[answers.a]\ncodes = [1, 2, 3]\nlabels = [\"a\", \"b\"]\n"), "key.count"},
            {"an item without answers", small_key("[answers.a]\nitems = [1]\ncodes = [1, 2, 3]\n"),
             "key.answers"},
            {"a table that falls",
             small_key(codes, "better = \"higher\"\nrange = [9, 7]\nraw = [2, 3]\nconverted = [9, 8]\n"),
             "key.conversion"},
            {"a table with a gap",
             small_key(codes, "better = \"higher\"\nrange = [1, 2]\nraw = [2, 6]\nconverted = [1, 2]\n"),
             "key.conversion"},
            {"a sum of nothing known", small_key(codes, sum + "sum_of = [\"other\"]\n"), "key.sum_of"},
            {"bands that overlap",
             small_key(codes, sum + "bands = [{ low = 2, high = 4, label = \"a\" }, { low = 4, high = 6, "
                                    "label = \"b\" }]\n"),
             "key.bands"},
            {"a smallest change in two ways",
             small_key(codes,
                       sum + "small_change = { points = 1, sd = 1, says = \"x\", status = \"choice\" }\n"),
             "key.small_change"},
            {"percentage points of a sum",
             small_key(codes,
                       sum + "small_change = { percentage_points = 1, says = \"x\", status = \"choice\" }\n"),
             "key.small_change"},
        };
        CHECK_NOTHROW(static_cast<void>(survey::parse_questionnaire(small_key(), "own.toml", "own")));
        for (const Row& row : rows) {
            CAPTURE(row.why);
            const auto errors = tests::errors_of(
                [&] { static_cast<void>(survey::parse_questionnaire(row.text, "own.toml", "own")); });
            CHECK(!tests::with_code(errors, row.code).empty());
        }
    }

    TEST_CASE("a verified rule needs a source, and the licence a rule") {
        std::string text = small_key();
        text.replace(text.find("status = \"choice\""), 17, "status = \"verified\"");
        const auto no_source = tests::errors_of(
            [&] { static_cast<void>(survey::parse_questionnaire(text, "own.toml", "own")); });
        CHECK(!tests::with_code(no_source, "key.source").empty());
        text = small_key();
        text.replace(text.find("about = \"licence\""), 17, "about = \"ages\"");
        const auto no_licence = tests::errors_of(
            [&] { static_cast<void>(survey::parse_questionnaire(text, "own.toml", "own")); });
        CHECK(!tests::with_code(no_licence, "key.missing").empty());
    }
}
