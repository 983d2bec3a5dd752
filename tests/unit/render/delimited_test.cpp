#include "libstats/render/delimited.hpp"

#include "libstats/findings/glossary.hpp"
#include "libstats/render/separated_writer.hpp"
#include "sample_findings.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::tests;

namespace {

std::string line_of(const std::string& text, std::size_t number) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < number; ++i) begin = text.find('\n', begin) + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
}

}  // namespace

TEST_SUITE("render/delimited") {
    TEST_CASE("the header is the glossary, in both spellings") {
        std::vector<std::string> snake, dotted;
        for (const auto& column : findings::columns()) {
            snake.emplace_back(column.name);
            dotted.emplace_back(column.dotted);
        }
        const auto safe = safe_sample();
        CHECK(line_of(render::delimited(safe), 0) == fmt::format("{}", fmt::join(snake, ",")));
        CHECK(line_of(render::delimited(safe, render::Separated::tsv, render::Names::dotted), 0) ==
              fmt::format("{}", fmt::join(dotted, "\t")));
    }

    TEST_CASE("numbers keep every digit, what is missing is empty") {
        const std::string csv = render::delimited(safe_sample());
        CHECK(line_of(csv, 1) ==
              "hawkhill,,compare,belonging,Belonging,scale,baseline,repeat,,,people,paired_t,complete "
              "pairs,,212,,,212,"
              ",,,,0.3,points,,5.38,211,0.0004,0.0024,0.19,0.41,0.95,0.37499999999999994,d_baseline,0.2375,0."
              "5125,"
              "0.15,higher,improved,clear,false,,");
        CHECK(line_of(csv, 8).find("\"Parks | green, \"\"space\"\"\"") != std::string::npos);
        CHECK(line_of(csv, 8).find(",not_tested,,false,too_few,") != std::string::npos);
    }

    TEST_CASE("every row has as many fields as the header") {
        const std::string tsv = render::delimited(safe_sample(true), render::Separated::tsv);
        const auto tabs = std::count(tsv.begin(), tsv.end(), '\t');
        const auto lines = std::count(tsv.begin(), tsv.end(), '\n');
        CHECK(tabs == lines * static_cast<std::ptrdiff_t>(findings::columns().size() - 1));
    }

    TEST_CASE("a header stands even where nothing follows") {
        findings::Findings empty;
        const std::string csv = render::delimited(findings::disclose(empty));
        CHECK(std::count(csv.begin(), csv.end(), '\n') == 1);
        CHECK(csv.starts_with("study,community,"));
    }

    TEST_CASE("excel-csv guards text that a spreadsheet would compute, and no number") {
        findings::Findings all = sample_findings();
        all.studies.front().results[3].label = "=1+1";
        const auto safe = findings::disclose(all);
        const std::string csv = render::delimited(safe, render::Separated::excel_csv);
        CHECK(csv.starts_with("\xEF\xBB\xBFstudy,"));
        CHECK(csv.find(",'=1+1,") != std::string::npos);
        CHECK(csv.find(",-0.1,points,") != std::string::npos);
        CHECK(std::count(csv.begin(), csv.end(), '\n') == std::count(csv.begin(), csv.end(), '\r'));
        CHECK(render::delimited(safe).find(",=1+1,") != std::string::npos);
        for (const char* text : {"=1", "+44", "-x", "@SUM(A1)", "\tx", "\rx"})
            CHECK(render::acts_as_formula(text));
        for (const char* text : {"", "1=1", " =1", "x"}) CHECK_FALSE(render::acts_as_formula(text));
    }
}
