#include "cli/command_line.hpp"

#include "cli/settings.hpp"
#include "cli/usage_error.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

using namespace outcomes::cli;

namespace {

Typed typed(const std::vector<const char*>& words) {
    return read_command_line(words);
}

std::string refusal(const std::vector<const char*>& words) {
    try {
        const Typed read = typed(words);
        if (read.verb) static_cast<void>(settings_of(read));
    } catch (const UsageError& error) {
        return error.what();
    }
    return "accepted";
}

/// Sets a variable for as long as it lives.
class Variable {
  public:
    Variable(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
    ~Variable() { unsetenv(name_); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    const char* name_;
};

}  // namespace

TEST_SUITE("cli/command_line") {
    TEST_CASE("options may stand before and after the verb") {
        for (const auto& words : std::vector<std::vector<const char*>>{
                 {"compare", "a.toml", "-w", "x,y", "-q"},
                 {"-q", "--waves=x,y", "compare", "a.toml"},
                 {"-qw", "x,y", "compare", "--", "a.toml"},
             }) {
            const Typed read = typed(words);
            CHECK(read.verb == Verb::compare);
            CHECK(read.arguments == std::vector<std::string>{"a.toml"});
            CHECK(read.has("quiet"));
            CHECK(read.one("waves")->value == "x,y");
        }
    }

    TEST_CASE("a dash is a value and a file, and -- ends the options") {
        CHECK(typed({"compare", "-o", "-", "-"}).one("output")->value == "-");
        CHECK(typed({"compare", "-o", "-", "-"}).arguments == std::vector<std::string>{"-"});
        CHECK(typed({"compare", "--", "-odd.csv"}).arguments == std::vector<std::string>{"-odd.csv"});
    }

    TEST_CASE("the environment stands behind the option, and messages name it") {
        const Variable variable("OUTCOMES_FORMAT", "jsn");
        CHECK(typed({"compare"}).one("format")->source == "OUTCOMES_FORMAT");
        CHECK(typed({"compare", "-f", "csv"}).one("format")->value == "csv");
        CHECK(refusal({"compare", "a.toml"}).starts_with("OUTCOMES_FORMAT must be text, csv"));
        CHECK_FALSE(typed({"help"}).has("format"));
    }

    TEST_CASE("refusals say what is wrong in the user's words") {
        struct Row {
            std::vector<const char*> words;
            const char* message;
        };
        const Row rows[] = {
            {{"compere"}, "there is no command called 'compere'. Did you mean 'compare'?"},
            {{"frobnicate"}, "there is no command called 'frobnicate'"},
            {{"scores.csv"}, "\"scores.csv\" is a file, and no command stands before it"},
            {{"compare", "--wave", "a"}, "there is no option called '--wave'. Did you mean '--waves'?"},
            {{"compare", "-x"}, "there is no option called '-x'"},
            {{"compare", "--waves"}, "--waves needs a value: --waves A,B"},
            {{"compare", "--waves="}, "--waves needs a value: --waves A,B"},
            {{"compare", "-w", "-q"}, "--waves needs a value: --waves A,B"},
            {{"compare", "--quiet=3"}, "--quiet takes no value"},
            {{"compare", "-w", "a", "-w", "b"}, "--waves is given twice"},
            {{"score", "--methods", "all"}, "score has no option --methods; it belongs to compare"},
            {{"compare", "a.toml", "-w", "a"}, "--waves needs two names: --waves A,B"},
            {{"compare", "a.toml", "--confidence", "2"},
             "--confidence must be a number between 0.5 and 1, not \"2\""},
            {{"compare", "a.toml", "--confidence", "x"},
             "--confidence must be a number between 0.5 and 1, not \"x\""},
            {{"compare", "a.toml", "--seed", "-1"}, "--seed must be a whole number from 0 on, not \"-1\""},
            {{"compare", "a.toml", "--names", "camel"}, "--names must be snake or dotted, not \"camel\""},
            {{"compare", "a.toml", "--methods", "paired"}, "there is no method called \"paired\""},
            {{"compare", "a.toml", "--scales", "a,,b"}, "--scales has an empty name in \"a,,b\""},
            {{"compare", "a.toml", "b.csv"}, "a study file and data files do not go together"},
            {{"compare", "-s", "a.toml", "b.csv"}, "a study file and data files do not go together"},
            {{"compare", "a.docx"},
             "\"a.docx\" is neither a study file (.toml) nor data (.csv .tsv .txt .sav -)"},
            {{"compare", "a.toml", "-o", "x.xyz"}, "the ending of \"x.xyz\" does not say the format"},
            {{"compare", "a.toml", "-o", "x.csv", "-o", "x.csv"}, "--output names \"x.csv\" twice"},
            {{"compare", "a.csv", "--before", "x"}, "\"a.csv\" needs --after as well"},
            {{"compare", "a.csv", "--before", "x", "--after", "y,z"},
             "--before and --after name 1 and 2 columns"},
            {{"compare", "a.csv", "b.csv", "--before", "x", "--after", "y"},
             "2 data files, and only one can hold both times"},
            {{"compare", "a.csv", "--before", "x", "--after", "y", "--columns", "z"},
             "--columns does not go with \"a.csv\""},
            {{"compare", "--before-file", "a.csv", "--after-file", "b.csv"},
             "the form with two files needs --columns as well"},
            {{"compare", "--before-file", "-", "--after-file", "-", "--columns", "x"},
             "standard input can be only one of the two files"},
            {{"compare", "a.csv", "--before", "x", "--after", "y", "--small-change", "0"},
             "--small-change must be a number above 0, not \"0\""},
            {{"compare", "a.csv", "--before", "x", "--after", "y", "--items-per-score", "0"},
             "--items-per-score must be a whole number from 1 on, not \"0\""},
            {{"compare", "a.toml", "--before", "x"}, "--before is for data without a study file"},
            {{"score", "a.csv"}, "score needs a study file, which says how the answers are read"},
            {{"verify", "a.csv"}, "verify takes no files"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.message);
            CHECK(refusal(row.words) == row.message);
        }
    }

    TEST_CASE("the quick form is read") {
        const Settings wide =
            settings_of(typed({"compare", "a.csv", "--before", "x, y", "--after", "u,v", "--id", "code",
                               "--small-change", "0.2sd", "--better", "lower"}));
        REQUIRE(wide.quick);
        CHECK(wide.quick->before == std::vector<std::string>{"x", "y"});
        CHECK(wide.quick->small_change_sd == 0.2);
        CHECK_FALSE(wide.quick->small_change_points);
        CHECK(wide.quick->better == "lower");
        const Settings two =
            settings_of(typed({"compare", "--before-file", "a.csv", "--after-file", "b.csv", "--columns", "x",
                               "--headline", "place", "--small-change", "3"}));
        REQUIRE(two.quick);
        CHECK(two.quick->place);
        CHECK(two.quick->small_change_points == 3);
    }

    TEST_CASE("a target's format comes from --format, else from the ending") {
        const auto targets = [](std::vector<const char*> words) {
            words.insert(words.begin(), {"compare", "a.toml"});
            return settings_of(typed(words)).targets;
        };
        CHECK(targets({})[0].path == "-");
        CHECK(targets({})[0].format == Format::text);
        CHECK(targets({"-o", "x.json"})[0].format == Format::json);
        CHECK(targets({"-o", "x.csv", "-f", "excel-csv"})[0].format == Format::excel_csv);
        CHECK(targets({"-o", "x.md", "-o", "-"})[1].path == "-");
        const Variable variable("OUTCOMES_FORMAT", "csv");
        CHECK(targets({})[0].format == Format::csv);
        CHECK(targets({"-o", "x.json"})[0].format == Format::json);
    }
}
