#include "libstats/analysis/check.hpp"

#include "tests/unit/analysis/check_cases.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::tests;
using base::Diagnostic;
using base::Severity;

namespace {

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

std::vector<CheckCase> all_cases() {
    std::vector<CheckCase> all = cases_about_people();
    all.insert(all.end(), cases_about_answers().begin(), cases_about_answers().end());
    return all;
}

}  // namespace

TEST_SUITE("analysis/check") {
    TEST_CASE("sound files leave nothing to say") {
        const auto report = check(sound_files());
        CHECK(codes_of(report.findings) == std::vector<std::string>{});
    }

    TEST_CASE("each finding is made when it should be, and not otherwise") {
        for (const CheckCase& row : all_cases()) {
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
            const auto cases = all_cases();
            const bool known = std::any_of(cases.begin(), cases.end(),
                                           [&](const CheckCase& row) { return row.code == code; });
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
