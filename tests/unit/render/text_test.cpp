#include "libstats/render/text.hpp"

#include "sample_findings.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <string>

using namespace outcomes;
using namespace outcomes::tests;

TEST_SUITE("render/text") {
    TEST_CASE("no line is longer than the page, whatever its width") {
        for (const bool methods : {false, true}) {
            for (std::size_t width = 30; width <= 180; ++width) {
                CAPTURE(width);
                CHECK(longest_line(render::text(safe_sample(methods), {.width = width})) <= width);
            }
        }
    }

    TEST_CASE("80 columns hold every number and every result whole") {
        const std::string page = render::text(safe_sample(), {.width = 80});
        for (const std::string part :
             {"Hawkhill neighbours survey", "Spring 2024 to Spring 2025. 212 people answered both times.",
              "+0.30  +0.19 to +0.41  + Improved\n", "-0.10  -0.81 to +0.63  = No meaningful change\n",
              "Loneliness *", "-0.50  -0.74 to -0.26  + Improved (may be small)\n",
              "- Worsened (may be small)\n", "+0.24  +0.11 to +0.37  + Improved (may be small) ~\n",
              "? Not clear\n", "+4.2 pp", ". Not tested: too few\n",
              "Answered: 402 (Spring 2024, 21.8 %), 351 (Spring 2025, 19.1 %)",
              "Belonging: -0.31, so those who stayed may not stand for all", "0.58 (0.51 to 0.64)",
              "This shows change, not its cause.", "internal: not for release", "* a lower score is better",
              "~ may be chance"}) {
            CAPTURE(part);
            CHECK(page.find(part) != std::string::npos);
        }
        CHECK(page.find('\x1b') == std::string::npos);
    }

    TEST_CASE("wide pages show standard deviations, wider ones draw them") {
        const auto has = [](std::size_t width, const char* part) {
            return render::text(safe_sample(), {.width = width}).find(part) != std::string::npos;
        };
        CHECK_FALSE(has(99, "In SDs"));
        CHECK(has(100, "In SDs"));
        CHECK_FALSE(has(109, "==o=="));
        CHECK(has(110, "==o=="));
    }

    TEST_CASE("the methods table names the level of an interval that is not the title's") {
        const std::string page = render::text(safe_sample(true), {.width = 100});
        CHECK(page.find("+0.19 to +0.41 (90 %)") != std::string::npos);
        CHECK(page.find("  .042") != std::string::npos);
        CHECK(page.find("< .001") != std::string::npos);
        CHECK(page.find("too few") != std::string::npos);
    }

    TEST_CASE("colour comes on top of the words") {
        const std::string plain = render::text(safe_sample(), {.width = 80});
        std::string colored = render::text(safe_sample(), {.width = 80, .color = true});
        CHECK(colored.find("\x1b[1;34m+ Improved\x1b[0m") != std::string::npos);
        for (std::size_t at = colored.find('\x1b'); at != std::string::npos; at = colored.find('\x1b')) {
            colored.erase(at, colored.find('m', at) - at + 1);
        }
        CHECK(colored == plain);
    }

    TEST_CASE("words that promise or judge too much do not occur") {
        std::string page =
            render::text(safe_sample(true), {.width = 120}) + render::markdown(safe_sample(true));
        std::transform(page.begin(), page.end(), page.begin(),
                       [](unsigned char c) { return std::tolower(c); });
        for (const std::string word :
             {"significant", "impact", "led to", "thanks to", "due to", "as a result", " proved", "no effect",
              "no difference", "no change", "trend towards", "nearly", "**"}) {
            CAPTURE(word);
            CHECK(page.find(word) == std::string::npos);
        }
    }

    TEST_CASE("the smallest changes stand as the study sets them") {
        findings::Findings all = sample_findings();
        const auto page = [&] { return render::text(findings::disclose(all), {.width = 400}); };
        CHECK(page().find("matters: in points: Belonging 0.15,") != std::string::npos);
        all.studies.front().smallest_changes = {{"points", 3, "agreed", {"Stress"}},
                                                {"sd", 0.2, "", {"Belonging", "Trust"}}};
        CHECK(page().find("matters: 0.2 SDs of all first-wave answers; for Stress: 3 points (agreed).") !=
              std::string::npos);
    }

    TEST_CASE("several studies are several blocks") {
        findings::Findings two = sample_findings();
        two.studies.push_back(two.studies.front());
        two.studies.back().title = "Eastfield";
        const std::string page = render::text(findings::disclose(two));
        CHECK(page.find("Hawkhill neighbours survey\n") == 0);
        CHECK(page.find("\n\nEastfield\n") != std::string::npos);
    }

    TEST_CASE("answers cannot command the terminal or end a Markdown table") {
        findings::Findings odd = sample_findings();
        odd.studies.front().title = "A\x1b[2J<b>";
        odd.studies.front().results.front().label = "x|y\n*z*";
        const auto safe = findings::disclose(odd);
        CHECK(render::text(safe).find('\x1b') == std::string::npos);
        const std::string page = render::markdown(safe);
        CHECK(page.find("| x\\|y\\\\n\\*z\\* |") != std::string::npos);
        CHECK(page.find("<b>") == std::string::npos);
    }

    TEST_CASE("a study without results is still a page") {
        findings::Findings empty = sample_findings();
        empty.studies.front().results.clear();
        const std::string page = render::text(findings::disclose(empty));
        CHECK(page.find("internal: not for release") != std::string::npos);
    }
}
