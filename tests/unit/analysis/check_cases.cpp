#include "tests/unit/analysis/check_cases.hpp"

#include "libstats/base/random.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace outcomes::tests {
namespace {

/// Answers with a common part for each person and scale, a4 the other way round.
Sheet sheet(base::Random& random, std::size_t n, int age) {
    Sheet all;
    all.rows.push_back({"id", "sex", "age", "wt", "area"});
    all.rows[0].insert(all.rows[0].end(), items().begin(), items().end());
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<std::string> row{fmt::format("p{}", i + 1), i % 2 == 0 ? "F" : "M",
                                     fmt::format("{}", age + static_cast<int>(i % 8)), "1",
                                     i % 3 == 0 ? "West" : "East"};
        for (std::size_t q = 0; q < items().size(); q += 4) {
            const double common = random.normal();
            for (std::size_t k = 0; k < 4; ++k) {
                const double value = 3 + 0.75 * common + 0.6 * random.normal();
                auto step = static_cast<int>(std::clamp(std::round(value), 1.0, 5.0));
                if (items()[q + k] == "a4") step = 6 - step;
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

}  // namespace

const std::vector<std::string>& items() {
    static const std::vector<std::string> all{"a1", "a2", "a3", "a4", "b1", "b2",
                                              "b3", "b4", "c1", "c2", "c3", "c4"};
    return all;
}

std::size_t Sheet::column(const std::string& name) const {
    const auto found = std::find(rows[0].begin(), rows[0].end(), name);
    REQUIRE(found != rows[0].end());
    return static_cast<std::size_t>(found - rows[0].begin());
}

void Sheet::fill(const std::string& name, const std::string& text) {
    for (std::size_t i = 1; i < rows.size(); ++i) at(i, name) = text;
}

void Sheet::replace(const std::string& name, const std::string& from, const std::string& to) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (at(i, name) == from) at(i, name) = to;
    }
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

}  // namespace outcomes::tests
