#include "tests/unit/analysis/check_cases.hpp"

#include <fmt/format.h>

namespace outcomes::tests {

const std::vector<CheckCase>& cases_about_answers() {
    static const std::vector<CheckCase> all{
        {"a question without answers in one wave", [](Files& f) { f.second.fill("c2", ""); },
         "waves.item_not_asked", true, "\"c2\""},
        {"a question that one wave did not ask",
         [](Files& f) { f.toml += "[item]\nc2 = { column = { baseline = \"c2\", repeat = \"\" } }\n"; },
         "waves.item_not_asked", true, "no column: \"c2\""},
        {"an answer called otherwise",
         [](Files& f) {
             insert_after(f.toml, "scores = [1, 2, 3, 4, 5]", ", also = { \"Neutral\" = \"Neither\" }");
             for (const std::string& item : items()) f.second.replace(item, "Neither", "Neutral");
         },
         "waves.relabelled", true, "\"Neither\" became \"Neutral\""},
        {"an answer called otherwise by some",
         [](Files& f) {
             insert_after(f.toml, "scores = [1, 2, 3, 4, 5]", ", also = { \"Neutral\" = \"Neither\" }");
             for (const char* item : {"a1", "a2"}) f.second.replace(item, "Neither", "Neutral");
         },
         "waves.relabelled", false, ""},
        {"an answer that one wave never has",
         [](Files& f) {
             for (const std::string& item : items()) f.second.replace(item, "Strongly agree", "Agree");
         },
         "waves.answer_missing", true, "nobody in wave \"repeat\" chose \"Strongly agree\""},
        {"codes in one wave",
         [](Files& f) {
             for (const std::string& item : items()) {
                 for (std::size_t i = 0; i < agree.size(); ++i)
                     f.second.replace(item, agree.at(i), fmt::format("{}", i + 1));
             }
         },
         "waves.codes_and_labels", true, "numbers in wave \"repeat\""},
        {"a column that only one wave has",
         [](Files& f) { add_column(f.second, "new", [](std::size_t) { return "x"; }); },
         "waves.columns_differ", true, "only in \"repeat\": \"new\""},
        {"a column with another name that the study knows",
         [](Files& f) {
             f.toml += "[item]\nc2 = { column = { baseline = \"c2\", repeat = \"c2_new\" } }\n";
             f.second.rename("c2", "c2_new");
         },
         "waves.columns_differ", false, ""},
        {"questions in another order", [](Files& f) { swap_columns(f.second, "b1", "b4"); }, "waves.order",
         true, "another order"},
        {"a forgotten reversal", [](Files& f) { change(f.toml, ", reverse = [\"a4\"]", ""); },
         "data.doubtful_key", true, "\"a4\" in \"baseline\": reliability"},
        {"a wrong reversal",
         [](Files& f) { change(f.toml, "items = [\"b1..b4\"]", "items = [\"b1..b4\"], reverse = [\"b2\"]"); },
         "data.doubtful_key", true, "with it turned round"},
        {"the same column twice",
         [](Files& f) {
             for (std::size_t i = 1; i < f.first.rows.size(); ++i) f.first.at(i, "b2") = f.first.at(i, "b1");
         },
         "data.items_identical", true, "\"b1\" and \"b2\""},
        {"the same column but for one answer",
         [](Files& f) {
             for (std::size_t i = 1; i < f.first.rows.size(); ++i) f.first.at(i, "b2") = f.first.at(i, "b1");
             std::string& answer = f.first.at(40, "b2");
             answer = answer == "Agree" ? "Neither" : "Agree";
         },
         "data.items_identical", false, ""},
        {"questions that have nothing to do with one another",
         [](Files& f) { change(f.toml, "[\"b1..b4\"]", "[\"b1\", \"c1\"]"); }, "data.low_reliability", true,
         "in \"baseline\""},
        {"49 people", [](Files& f) { keep_people(f.first, 49); }, "data.few_complete", true,
         "49 in \"baseline\""},
        {"50 people", [](Files& f) { keep_people(f.first, 50); }, "data.few_complete", false, ""},
        {"13 of 80 at the top",
         [](Files& f) {
             for (std::size_t i = 1; i <= 13; ++i)
                 answer_all(f.first, i, {"b1", "b2", "b3", "b4"}, "Strongly agree");
         },
         "data.ceiling", true, "in \"baseline\""},
        {"13 of 80 at the bottom",
         [](Files& f) {
             for (std::size_t i = 1; i <= 13; ++i)
                 answer_all(f.first, i, {"b1", "b2", "b3", "b4"}, "Strongly disagree");
         },
         "data.floor", true, "in \"baseline\""},
        {"a smallest change of two points",
         [](Files& f) {
             change(f.toml, "items = [\"b1..b4\"]", "items = [\"b1..b4\"], small_change = { points = 2 }");
         },
         "data.large_small_change", true, "SDs of the first answers"},
        {"a smallest change of a tenth",
         [](Files& f) {
             change(f.toml, "items = [\"b1..b4\"]", "items = [\"b1..b4\"], small_change = { points = 0.1 }");
         },
         "data.large_small_change", false, ""},
        {"no smallest change", [](Files& f) { change(f.toml, "small_change = { sd = 0.2 }", ""); },
         "study.no_small_change", true, ""},
        {"a smallest change above 0.8 SDs", [](Files& f) { change(f.toml, "sd = 0.2", "sd = 0.9"); },
         "study.large_small_change", true, ""},
        {"one answer to all", [](Files& f) { answer_all(f.first, 4, items(), "Agree"); },
         "data.same_answer_throughout", true, "1 person"},
        {"one answer to all but one",
         [](Files& f) {
             answer_all(f.first, 4, items(), "Agree");
             f.first.at(4, "c3") = "Disagree";
         },
         "data.same_answer_throughout", false, ""},
        {"one answer to a scale with a reversed question",
         [](Files& f) {
             answer_all(f.first, 4, {"a1", "a2", "a3", "a4"}, "Agree");
         },
         "data.straight_lining", true, "1 on \"alpha\""},
        {"one answer to a scale without one",
         [](Files& f) {
             answer_all(f.first, 4, {"b1", "b2", "b3", "b4"}, "Agree");
         },
         "data.straight_lining", false, ""},
        {"one answer to a scale, one blank",
         [](Files& f) {
             answer_all(f.first, 4, {"a1", "a2", "a4"}, "Agree");
             f.first.at(4, "a3") = "";
         },
         "data.straight_lining", false, ""},
        {"strong both ways",
         [](Files& f) {
             answer_all(f.first, 4, {"a1", "a2", "a4"}, "Strongly agree");
             f.first.at(4, "a3") = "Agree";
         },
         "data.contradictory", true, "1 on \"alpha\""},
        {"agrees both ways, not strongly",
         [](Files& f) {
             answer_all(f.first, 4, {"a1", "a2", "a4"}, "Agree");
             f.first.at(4, "a3") = "Strongly agree";
         },
         "data.contradictory", false, ""},
        {"addresses as codes",
         [](Files& f) {
             for (auto* s : {&f.first, &f.second})
                 for (std::size_t i = 1; i < s->rows.size(); ++i)
                     s->at(i, "id") = fmt::format("p{}@example.org", i);
         },
         "privacy.identifying", true, "e-mail"},
        {"postcodes",
         [](Files& f) {
             insert_after(f.toml, "age = \"age\"\n", "household = \"hh\"\n");
             for (auto* s : {&f.first, &f.second})
                 add_column(*s, "hh",
                            [](std::size_t i) { return fmt::format("ZZ{} {}ZZ", 1 + i % 40, i % 10); });
         },
         "privacy.identifying", true, "postcodes"},
        {"codes of homes",
         [](Files& f) {
             insert_after(f.toml, "age = \"age\"\n", "household = \"hh\"\n");
             for (auto* s : {&f.first, &f.second})
                 add_column(*s, "hh", [](std::size_t i) { return fmt::format("h{}", i); });
         },
         "privacy.identifying", false, ""},
        {"days of birth",
         [](Files& f) {
             for (auto* s : {&f.first, &f.second})
                 for (std::size_t i = 1; i < s->rows.size(); ++i)
                     s->at(i, "age") = fmt::format("{}-05-{:02}", 1950 + i % 40, 1 + i % 28);
         },
         "privacy.identifying", true, "days of birth"},
        {"a third of the median time", [](Files& f) { add_durations(f, 80); }, "data.speeders", true,
         "less than 3.3 minutes; the median is 10.0 minutes"},
        {"hardly any times are known", [](Files& f) { add_durations(f, 19); }, "data.speeders", false, ""},
        {"more than a third of the median time",
         [](Files& f) {
             add_durations(f, 80);
             f.first.at(4, "duration") = "200";
         },
         "data.speeders", false, ""},
        {"times from start to end",
         [](Files& f) {
             add_column(f.first, "started", [](std::size_t) { return "2013-03-02 10:00:00"; });
             add_column(f.first, "submitted",
                        [](std::size_t i) { return i == 4 ? "2013-03-02 10:01:00" : "2013-03-02 10:10:00"; });
         },
         "data.speeders", true, "less than 3.3 minutes"},
        {"a repeat sent before the first",
         [](Files& f) {
             add_days(f, "2013-03-05", "2014-03-05");
             f.second.at(4, "submitted") = "2013-03-04";
         },
         "data.before_baseline", true, "1 person answered \"repeat\" before \"baseline\""},
        {"files taken for one another", [](Files& f) { add_days(f, "2014-03-05", "2013-03-05"); },
         "waves.date_order", true, "around 2013-03-05 and 2014-03-05"},
        {"files taken for one another, said once", [](Files& f) { add_days(f, "2014-03-05", "2013-03-05"); },
         "data.before_baseline", false, ""},
        {"days as they should be", [](Files& f) { add_days(f, "2013-03-05", "2014-03-31"); },
         "waves.date_differs", false, ""},
        {"a date that is off", [](Files& f) { add_days(f, "2013-03-05", "2014-06-05"); },
         "waves.date_differs", true, "wave \"repeat\" is dated 2014-03-01"},
        {"days and months that cannot be told apart",
         [](Files& f) { add_days(f, "05/03/2014", "05/03/2013"); }, "waves.date_order", false, ""},
        {"a question in other words",
         [](Files& f) {
             add_header_rows(f.first);
             add_header_rows(f.second);
             f.second.rows[1][f.second.column("b2")] = "What of it?";
         },
         "waves.reworded", true, "b2: \"What of b2?\" -> \"What of it?\""},
        {"a question without its question mark",
         [](Files& f) {
             add_header_rows(f.first);
             add_header_rows(f.second);
             f.second.rows[1][f.second.column("b2")] = "what of  b2";
         },
         "waves.reworded", false, ""},
        {"texts of two questions exchanged",
         [](Files& f) {
             add_header_rows(f.first);
             add_header_rows(f.second);
             std::swap(f.second.rows[1][f.second.column("b2")], f.second.rows[1][f.second.column("b3")]);
         },
         "waves.reworded", true, "the first text stands over \"b3\" now"},
        {"the only one of an age",
         [](Files& f) {
             f.first.at(1, "age") = "70";
             f.second.at(1, "age") = "71";
         },
         "privacy.few_alike", true, "1 person of wave \"baseline\""},
    };
    return all;
}

}  // namespace outcomes::tests
