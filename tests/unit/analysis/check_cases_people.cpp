#include "tests/unit/analysis/check_cases.hpp"

#include <fmt/format.h>

namespace outcomes::tests {

const std::vector<CheckCase>& cases_about_people() {
    static const std::vector<CheckCase> all{
        {"ids in another case", [](Files& f) { f.first.at(5, "id") = "P4"; }, "data.similar_ids", true,
         "\"p4\" and \"P4\""},
        {"ids of one case are different people", [](Files& f) { f.first.at(5, "id") = "q4"; },
         "data.similar_ids", false, ""},
        {"an id that means missing",
         [](Files& f) {
             insert_after(f.toml, "[rules]\n",
                          "duplicates = \"error\"\n[missing]\ncodes = { \"p7\" = \"refused\" "
                          "}\n[rules.small_change]\nsd = 0.2\n");
             change(f.toml, "[rules.small_change]\nsd = 0.2\nsmall_change = { sd = 0.2 }",
                    "[disclosure]\nprofile = \"internal\"");
         },
         "data.id_means_missing", true, "\"p7\""},
        {"29 pairs", [](Files& f) { keep_people(f.second, 29); }, "data.few_pairs", true, "29 people"},
        {"30 pairs", [](Files& f) { keep_people(f.second, 30); }, "data.few_pairs", false, ""},
        {"39 of 80 linked", [](Files& f) { keep_people(f.second, 39); }, "data.few_linked", true,
         "39 of the 80"},
        {"40 of 80 linked", [](Files& f) { keep_people(f.second, 40); }, "data.few_linked", false, ""},
        {"everybody agrees", [](Files& f) { f.second.fill("b2", "Agree"); }, "data.one_answer", true,
         "\"b2\" in wave \"repeat\""},
        {"all but one agree",
         [](Files& f) {
             f.second.fill("b2", "Agree");
             f.second.at(3, "b2") = "Neither";
         },
         "data.one_answer", false, ""},
        {"17 of 80 blank",
         [](Files& f) {
             for (std::size_t i = 1; i <= 17; ++i) f.first.at(i, "c1") = "";
         },
         "data.many_blanks", true, "\"c1\" 21 %"},
        {"16 of 80 blank",
         [](Files& f) {
             for (std::size_t i = 1; i <= 16; ++i) f.first.at(i, "c1") = "";
         },
         "data.many_blanks", false, ""},
        {"weights of 1 and 11",
         [](Files& f) {
             insert_after(f.toml, "age = \"age\"\n", "weight = \"wt\"\n");
             f.first.at(1, "wt") = "11";
         },
         "data.weights", true, "range over 11 to 1"},
        {"weights of 1 and 10",
         [](Files& f) {
             insert_after(f.toml, "age = \"age\"\n", "weight = \"wt\"\n");
             f.first.at(1, "wt") = "10";
         },
         "data.weights", false, ""},
        {"a third group",
         [](Files& f) {
             insert_after(f.toml, "age = \"age\"\n",
                          "group = { column = \"area\", programme = \"West\", comparison = \"East\" }\n");
             f.first.at(2, "area") = "North";
         },
         "data.group_text", true, "1 time \"North\""},
        {"a group that nobody is in",
         [](Files& f) {
             insert_after(f.toml, "age = \"age\"\n",
                          "group = { column = \"area\", programme = \"West\", comparison = \"South\" }\n");
         },
         "data.group_absent", true, "\"South\""},
        {"a subgroup spelt wrongly",
         [](Files& f) {
             f.toml += "[subgroup]\nplace = { column = \"area\", keep = [\"West\", \"East\"] }\n";
             f.second.at(2, "area") = "Eats";
         },
         "data.subgroup_text", true, "1 time \"Eats\""},
        {"subgroups as written",
         [](Files& f) {
             f.toml += "[subgroup]\nplace = { column = \"area\", keep = [\"West\", \"East\"] }\n";
         },
         "data.subgroup_text", false, ""},
        {"an answer in no list", [](Files& f) { f.second.replace("b3", "Agree", "Agreee"); },
         "data.unknown_answer", true, "\"Agreee\"\ncells"},
        {"a sheet sent twice",
         [](Files& f) {
             f.first.rows.push_back(f.first.rows[8]);
             f.first.rows.back()[0] = "q8";
         },
         "data.same_answers", true, "1 sheet of wave \"baseline\""},
        {"a sheet but for one answer",
         [](Files& f) {
             f.first.rows.push_back(f.first.rows[8]);
             f.first.rows.back()[0] = "q8";
             std::string& answer = f.first.at(f.first.rows.size() - 1, "c4");
             answer = answer == "Agree" ? "Neither" : "Agree";
         },
         "data.same_answers", false, ""},
        {"an id twice, all the same", [](Files& f) { f.first.rows.push_back(f.first.rows[8]); },
         "data.duplicate_id", true, "all the same"},
        {"an id twice, answers differ",
         [](Files& f) {
             f.first.rows.push_back(f.first.rows[8]);
             f.first.rows.back()[0] = "p9";
         },
         "data.duplicate_id", true, "the answers differ"},
        {"another sex", [](Files& f) { f.second.at(6, "sex") = "F"; }, "data.changed_sex", true, "1 person"},
        {"sex in another case, or not given",
         [](Files& f) {
             f.second.at(6, "sex") = "m";
             f.second.at(7, "sex") = "";
         },
         "data.changed_sex", false, ""},
        {"sex in other words",
         [](Files& f) {
             f.second.replace("sex", "F", "1");
             f.second.replace("sex", "M", "2");
         },
         "data.sex_coded_differently", true, "no text in common"},
        {"younger a year later", [](Files& f) { f.second.at(6, "age") = "35"; }, "data.changed_age", true,
         "expected: 0 to 2 years older"},
        {"two years older a year later", [](Files& f) { f.second.at(6, "age") = "38"; }, "data.changed_age",
         false, ""},
        {"three years older a year later", [](Files& f) { f.second.at(6, "age") = "39"; }, "data.changed_age",
         true, "1 person"},
        {"three years older, no dates",
         [](Files& f) {
             f.second.at(6, "age") = "39";
             change(f.toml, ", date = 2014-03-01", "");
         },
         "data.changed_age", true, "0 to 2"},
        {"three years older three years later",
         [](Files& f) {
             change(f.toml, "date = 2014-03-01", "date = 2016-03-01");
             for (std::size_t i = 1; i < f.second.rows.size(); ++i)
                 f.second.at(i, "age") = fmt::format("{}", 34 + (i - 1) % 8);
         },
         "data.changed_age", false, ""},
    };
    return all;
}

}  // namespace outcomes::tests
