#include "libstats/analysis/check.hpp"

#include "libstats/base/random.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

using namespace outcomes;
using base::Diagnostic;
using base::Severity;

namespace {

constexpr std::array<const char*, 5> agree{"Strongly disagree", "Disagree", "Neither", "Agree",
                                           "Strongly agree"};

/// A file, cell by cell; the header first.
struct Sheet {
    std::vector<std::vector<std::string>> rows;

    [[nodiscard]] std::size_t column(const std::string& name) const {
        const auto found = std::find(rows[0].begin(), rows[0].end(), name);
        REQUIRE(found != rows[0].end());
        return static_cast<std::size_t>(found - rows[0].begin());
    }
    /// Cell of a person, from 1.
    std::string& at(std::size_t person, const std::string& name) { return rows[person][column(name)]; }
    void fill(const std::string& name, const std::string& text) {
        for (std::size_t i = 1; i < rows.size(); ++i) at(i, name) = text;
    }
    void replace(const std::string& name, const std::string& from, const std::string& to) {
        for (std::size_t i = 1; i < rows.size(); ++i) {
            if (at(i, name) == from) at(i, name) = to;
        }
    }
    void rename(const std::string& from, const std::string& to) { rows[0][column(from)] = to; }
};

struct Files {
    std::string toml;
    Sheet first;
    Sheet second;
};

const std::vector<std::string> items{"a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4", "c1", "c2", "c3", "c4"};

/// Answers with a common part for each person and scale, a4 the other way round.
Sheet sheet(base::Random& random, std::size_t n, int age) {
    Sheet all;
    all.rows.push_back({"id", "sex", "age", "wt", "area"});
    all.rows[0].insert(all.rows[0].end(), items.begin(), items.end());
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<std::string> row{fmt::format("p{}", i + 1), i % 2 == 0 ? "F" : "M",
                                     fmt::format("{}", age + static_cast<int>(i % 8)), "1",
                                     i % 3 == 0 ? "West" : "East"};
        for (std::size_t q = 0; q < items.size(); q += 4) {
            const double common = random.normal();
            for (std::size_t k = 0; k < 4; ++k) {
                const double value = 3 + 0.75 * common + 0.6 * random.normal();
                auto step = static_cast<int>(std::clamp(std::round(value), 1.0, 5.0));
                if (items[q + k] == "a4") step = 6 - step;
                // nobody ticks the same beside four statements by chance
                const auto same = [&](const std::string& text) {
                    return text == agree.at(static_cast<std::size_t>(step - 1));
                };
                if (k == 3 && std::all_of(row.end() - 3, row.end(), same)) step = 6 - step;
                row.emplace_back(agree.at(static_cast<std::size_t>(step - 1)));
            }
        }
        all.rows.push_back(std::move(row));
    }
    return all;
}

Files sound_files() {
    base::Random random(20130301);
    return {R"(schema = 1
[study]
id = "town"
[wave]
baseline = { file = "first.csv", date = 2013-03-01 }
repeat   = { file = "second.csv", date = 2014-03-01 }
[columns]
id  = "id"
sex = "sex"
age = "age"
[rules]
small_change = { sd = 0.2 }
[answers]
agree = { labels = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"], scores = [1, 2, 3, 4, 5] }
[scale_defaults]
answers     = "agree"
max_missing = 1
[scale]
alpha = { items = ["a1..a4"], reverse = ["a4"] }
beta  = { items = ["b1..b4"] }
gamma = { items = ["c1..c4"] }
)",
            sheet(random, 80, 31), sheet(random, 80, 32)};
}

class Folder {
  public:
    Folder() {
        static int n_made = 0;
        path_ = std::filesystem::temp_directory_path() /
                fmt::format("outcomes_check_{}_{}", ::getpid(), n_made++);
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& name, const Sheet& sheet) const {
        std::ofstream out(path_ / name, std::ios::binary);
        for (const auto& row : sheet.rows) out << fmt::format("{}\n", fmt::join(row, ","));
    }
    [[nodiscard]] std::string write(const Files& files) const {
        write("first.csv", files.first);
        write("second.csv", files.second);
        std::ofstream(path_ / "town.toml", std::ios::binary) << files.toml;
        return (path_ / "town.toml").string();
    }

  private:
    std::filesystem::path path_;
};

analysis::CheckReport check(const Files& files, const std::string& list = "") {
    const Folder folder;
    analysis::CheckOptions options;
    options.list = list;
    return analysis::check_study(folder.write(files), options);
}

std::vector<std::string> codes_of(const std::vector<Diagnostic>& all) {
    std::vector<std::string> codes;
    for (const Diagnostic& one : all) codes.push_back(one.code);
    return codes;
}

const Diagnostic* find(const std::vector<Diagnostic>& all, const std::string& code) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Diagnostic& one) { return one.code == code; });
    return found == all.end() ? nullptr : &*found;
}

void insert_after(std::string& text, const std::string& mark, const std::string& more) {
    const auto at = text.find(mark);
    REQUIRE(at != std::string::npos);
    text.insert(at + mark.size(), more);
}

void change(std::string& text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

void answer_all(Sheet& sheet, std::size_t person, const std::vector<std::string>& names, const char* text) {
    for (const std::string& name : names) sheet.at(person, name) = text;
}

void keep_people(Sheet& sheet, std::size_t n) {
    sheet.rows.resize(n + 1);
}

void swap_columns(Sheet& sheet, const std::string& a, const std::string& b) {
    const std::size_t first = sheet.column(a);
    const std::size_t second = sheet.column(b);
    for (auto& row : sheet.rows) std::swap(row[first], row[second]);
}

void add_column(Sheet& sheet, const std::string& name, const std::function<std::string(std::size_t)>& text) {
    sheet.rows[0].push_back(name);
    for (std::size_t i = 1; i < sheet.rows.size(); ++i) sheet.rows[i].push_back(text(i));
}

/// Two more header rows, with the text of each question and the platform's own name for it.
void add_header_rows(Sheet& sheet) {
    std::vector<std::string> texts;
    std::vector<std::string> names;
    for (const std::string& name : sheet.rows[0]) {
        texts.push_back("What of " + name + "?");
        names.push_back("\"{\"\"ImportId\"\":\"\"" + name + "\"\"}\"");
    }
    sheet.rows.insert(sheet.rows.begin() + 1, {texts, names});
}

void add_days(Files& files, const std::string& first, const std::string& second) {
    add_column(files.first, "submitted", [&](std::size_t) { return first; });
    add_column(files.second, "submitted", [&](std::size_t) { return second; });
}

void add_durations(Files& files, std::size_t n_known) {
    add_column(files.first, "duration",
               [&](std::size_t i) { return i > n_known ? "" : (i == 4 ? "190" : "600"); });
}

/// What is done to sound files, and the code that must, or must not, follow.
struct Row {
    const char* why;
    std::function<void(Files&)> change;
    const char* code;
    bool expected;
    const char* part;  ///< of message or found
};

const std::vector<Row>& rows() {
    static const std::vector<Row> all{
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
        {"a question without answers in one wave", [](Files& f) { f.second.fill("c2", ""); },
         "waves.item_not_asked", true, "\"c2\""},
        {"a question that one wave did not ask",
         [](Files& f) { f.toml += "[item]\nc2 = { column = { baseline = \"c2\", repeat = \"\" } }\n"; },
         "waves.item_not_asked", true, "no column: \"c2\""},
        {"an answer called otherwise",
         [](Files& f) {
             insert_after(f.toml, "scores = [1, 2, 3, 4, 5]", ", also = { \"Neutral\" = \"Neither\" }");
             for (const std::string& item : items) f.second.replace(item, "Neither", "Neutral");
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
             for (const std::string& item : items) f.second.replace(item, "Strongly agree", "Agree");
         },
         "waves.answer_missing", true, "nobody in wave \"repeat\" chose \"Strongly agree\""},
        {"codes in one wave",
         [](Files& f) {
             for (const std::string& item : items) {
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
        {"one answer to all", [](Files& f) { answer_all(f.first, 4, items, "Agree"); },
         "data.same_answer_throughout", true, "1 person"},
        {"one answer to all but one",
         [](Files& f) {
             answer_all(f.first, 4, items, "Agree");
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

}  // namespace

TEST_SUITE("analysis/check") {
    TEST_CASE("sound files leave nothing to say") {
        const auto report = check(sound_files());
        CHECK(codes_of(report.findings) == std::vector<std::string>{});
    }

    TEST_CASE("each finding is made when it should be, and not otherwise") {
        for (const Row& row : rows()) {
            CAPTURE(std::string(row.why));
            Files files = sound_files();
            row.change(files);
            const auto findings = check(files).findings;
            CAPTURE(fmt::format("{}", fmt::join(codes_of(findings), " ")));
            const Diagnostic* found = find(findings, row.code);
            CHECK((found != nullptr) == row.expected);
            if (found == nullptr || !row.expected) continue;
            CAPTURE(found->message);
            CAPTURE(found->found);
            CHECK((found->message + '\n' + found->found).find(row.part) != std::string::npos);
            const bool placed = !found->place.file.empty() || found->code == "study.no_small_change";
            CHECK(placed);
        }
    }

    TEST_CASE("findings come notes first and errors last") {
        Files files = sound_files();
        swap_columns(files.second, "b1", "b4");
        files.second.at(6, "sex") = "F";
        const auto findings = check(files).findings;
        REQUIRE(findings.size() == 2);
        CHECK(findings[0].severity == Severity::note);
        CHECK(findings[1].severity == Severity::warning);
    }

    TEST_CASE("the rows behind a finding are listed, each with its place") {
        Files files = sound_files();
        for (const std::size_t person : {4U, 9U, 30U, 31U})
            answer_all(files.first, person, {"a1", "a2", "a3", "a4"}, "Agree");
        files.second.replace("b3", "Agree", "Agreee");
        CHECK(check(files, "data.straight_lining").listed.empty());  // the answers cannot be read
        const auto strays = check(files, "data.unknown_answer").listed;
        REQUIRE_FALSE(strays.empty());
        CHECK(strays[0].found == "Agreee");
        CHECK(strays[0].place.cell.front() == 'L');
        files.second.replace("b3", "Agreee", "Agree");
        const auto report = check(files, "data.straight_lining");
        REQUIRE(report.listed.size() == 4);
        CHECK(report.listed[1].place.line == 10);
        const Diagnostic* found = find(report.findings, "data.straight_lining");
        REQUIRE(found != nullptr);
        CHECK(found->found ==
              "4 on \"alpha\"\nrows 5, 10 and 31, and 1 more (--list straight_lining shows all)");
        CHECK(found->severity == Severity::warning);  // one in twenty

        files.first.rows.push_back(files.first.rows[8]);
        CHECK(check(files, "data.duplicate_id").listed.size() == 2);
    }

    TEST_CASE("every code that can be listed is one of those above") {
        for (const std::string_view code : analysis::listable_codes()) {
            CAPTURE(code);
            const bool known =
                std::any_of(rows().begin(), rows().end(), [&](const Row& row) { return row.code == code; });
            CHECK(known);
        }
    }

    TEST_CASE("a repeat that is still to come is no error before the rules are fixed") {
        const Folder folder;
        const std::string path = folder.write(sound_files());
        std::filesystem::remove(std::filesystem::path(path).parent_path() / "second.csv");
        CHECK(find(analysis::check_study(path).findings, "csv.not_found") != nullptr);
        analysis::CheckOptions options;
        options.before_lock = true;
        const auto findings = analysis::check_study(path, options).findings;
        CHECK(codes_of(findings) == std::vector<std::string>{"lock.wave_to_come"});
    }
}
