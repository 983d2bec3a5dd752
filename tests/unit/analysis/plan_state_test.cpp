#include "libstats/analysis/plan_state.hpp"

#include "libstats/survey/plan_lock.hpp"
#include "libstats/survey/study_file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace outcomes;

namespace {

/// A study with a lock of a day, in a folder of its own.
class Locked {
  public:
    Locked() {
        static int n_made = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("outcomes_plan_" + std::to_string(::getpid()) + "_" + std::to_string(n_made++));
        std::filesystem::create_directories(path_);
        write("first.csv", "id,m1,m2\n1,1,2\n");
        write_study("2014-03-01", "1");
    }
    ~Locked() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Locked(const Locked&) = delete;
    Locked& operator=(const Locked&) = delete;

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    void write_study(const std::string& repeat_date, const std::string& max_missing) const {
        const std::string date = repeat_date.empty() ? "" : ", date = " + repeat_date;
        write("town.toml",
              "schema = 1\n[study]\nid = \"town\"\n[wave]\nbaseline = { file = \"first.csv\", date = "
              "2013-03-01 }\n"
              "repeat = { file = \"second.csv\"" +
                  date +
                  " }\n[columns]\nid = \"id\"\n[rules]\n"
                  "small_change = { sd = 0.2 }\n[answers]\nfive = { range = [1, 5] }\n[scale]\n"
                  "mood = { items = [\"m1\", \"m2\"], answers = \"five\", max_missing = " +
                  max_missing + " }\n");
    }
    [[nodiscard]] survey::Study study() const { return survey::read_study((path_ / "town.toml").string()); }
    void lock(const std::string& date) const {
        write("town.lock", survey::lock_text(survey::lock_of(study(), date, "1.0")));
    }
    [[nodiscard]] findings::PlanRecord record() const {
        const survey::Study now = study();
        const auto record = analysis::plan_record(now, now.waves.back());
        REQUIRE(record);
        return *record;
    }

  private:
    std::filesystem::path path_;
};

}  // namespace

TEST_SUITE("analysis/plan_state") {
    TEST_CASE("without a lock results are exploratory") {
        const Locked town;
        const auto record = town.record();
        CHECK(record.state == "none");
        CHECK(record.exploratory);
        CHECK(record.sentence.find("exploratory") != std::string::npos);
        CHECK(analysis::lock_findings(town.study()).empty());
        CHECK_FALSE(analysis::plan_record(survey::Study{}, survey::Wave{}));  // no study file, no plan
    }

    TEST_CASE("rules that were fixed before, after, or without a date to compare with") {
        struct Row {
            const char *locked, *repeat;
            const char* timing;
            bool exploratory;
            const char* sentence;
        };
        const Row rows[] = {
            {"2013-03-12", "2014-03-01", "before", false,
             "The rules were fixed on 12 March 2013, before the repeat survey."},
            {"2014-03-01", "2014-03-01", "after", true,
             "The rules were fixed on 1 March 2014, after the repeat survey, so these results are "
             "exploratory."},
            {"2015-12-31", "2014-03-01", "after", true,
             "The rules were fixed on 31 December 2015, after the repeat survey, so these results are "
             "exploratory."},
            {"2013-03-12", "", "", true,
             "The rules were fixed on 12 March 2013; the repeat survey has no date to compare with."},
        };
        for (const Row& row : rows) {
            CAPTURE(row.sentence);
            const Locked town;
            town.write_study(row.repeat, "1");
            town.lock(row.locked);
            const auto record = town.record();
            CHECK(record.state == "unchanged");
            CHECK(record.date == row.locked);
            CHECK(record.timing == row.timing);
            CHECK(record.exploratory == row.exploratory);
            CHECK(record.sentence == row.sentence);
            const auto findings = analysis::lock_findings(town.study());
            REQUIRE(findings.size() == 1);
            CHECK(findings[0].code == "lock.unchanged");
            CHECK(findings[0].severity == base::Severity::note);
        }
    }

    TEST_CASE("what was changed since is listed") {
        const Locked town;
        town.lock("2013-03-12");
        town.write_study("2014-03-01", "0");
        const auto record = town.record();
        CHECK(record.state == "changed");
        CHECK(record.exploratory);
        REQUIRE(record.changes.size() == 1);
        CHECK(record.changes[0].key == "scale.mood.max_missing");
        CHECK(record.sentence ==
              "The rules were fixed on 12 March 2013, before the repeat survey; 1 rule was changed since "
              "(scale.mood.max_missing: 1 -> 0), so results that use it are exploratory.");
        const auto findings = analysis::lock_findings(town.study());
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].code == "lock.changed");
        CHECK(findings[0].severity == base::Severity::warning);
        CHECK(findings[0].found == "scale.mood.max_missing: 1 -> 0");
    }

    TEST_CASE("data of the first wave that were changed are named") {
        const Locked town;
        town.lock("2013-03-12");
        town.write("first.csv", "id,m1,m2\n1,1,3\n");
        const auto findings = analysis::lock_findings(town.study());
        REQUIRE(findings.size() == 2);
        CHECK(findings[0].code == "lock.unchanged");
        CHECK(findings[1].code == "lock.data_changed");
        CHECK(findings[1].found == "first.csv has other bytes");
    }

    TEST_CASE("a lock that cannot be read is an error") {
        const Locked town;
        town.write("town.lock", "rubbish");
        const auto findings = analysis::lock_findings(town.study());
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].severity == base::Severity::error);
        CHECK_THROWS_AS(static_cast<void>(town.record()), base::InputError);
    }

    TEST_CASE("days in words") {
        CHECK(analysis::date_in_words("2024-03-12") == "12 March 2024");
        CHECK(analysis::date_in_words("2024-12-01") == "1 December 2024");
        CHECK(analysis::date_in_words("2024-13-01") == "2024-13-01");
        CHECK(analysis::date_in_words("soon") == "soon");
    }
}
