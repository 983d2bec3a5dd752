#include "libstats/base/outcome.hpp"
#include "libstats/render/markup.hpp"
#include "libstats/render/palette.hpp"
#include "libstats/render/svg.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace outcomes;
using render::Color;
using render::contrast;

TEST_SUITE("render/palette") {
    TEST_CASE("contrast is that of WCAG") {
        CHECK(contrast("#000000", "#FFFFFF") == doctest::Approx(21));
        CHECK(contrast("#123456", "#123456") == doctest::Approx(1));
        CHECK(contrast("#767676", "#FFFFFF") ==
              doctest::Approx(4.54).epsilon(0.001));  // known as the palest that passes
        CHECK(contrast("#777777", "#FFFFFF") < 4.5);
        CHECK(contrast("#FFFFFF", "#12436D") == contrast("#12436D", "#FFFFFF"));
        CHECK_THROWS_AS(static_cast<void>(contrast("red", "#FFFFFF")), base::ContractError);
        CHECK_THROWS_AS(static_cast<void>(contrast("#GG0000", "#FFFFFF")), base::ContractError);
    }

    TEST_CASE("swatches stand in the order of the colours") {
        for (const render::Swatch& one : render::swatches()) CHECK(&render::swatch(one.color) == &one);
        CHECK(render::swatches().size() == static_cast<std::size_t>(Color::none));
        CHECK_THROWS_AS(static_cast<void>(render::swatch(Color::none)), base::ContractError);
    }

    TEST_CASE("every two colours that meet can be told apart, light and dark") {
        for (const render::Meeting& pair : render::meetings()) {
            const render::Swatch& front = render::swatch(pair.front);
            const render::Swatch& back = render::swatch(pair.back);
            CAPTURE(front.name);
            CAPTURE(back.name);
            CHECK(contrast(front.light, back.light) >= pair.least);
            CHECK(contrast(front.dark, back.dark) >= pair.least);
        }
    }

    TEST_CASE("every colour of a mark or text is in the list of those that meet") {
        std::set<Color> checked;
        for (const render::Meeting& pair : render::meetings()) {
            checked.insert(pair.front);
            checked.insert(pair.back);
        }
        // Lines behind the data and gaps between pieces: nothing is read from them.
        const std::set<Color> decoration{Color::grid, Color::seam};
        for (const render::Swatch& one : render::swatches()) {
            CAPTURE(one.name);
            CHECK((checked.contains(one.color) || decoration.contains(one.color)));
        }
    }

    TEST_CASE("text is at least 4.5 to 1 on the page") {
        for (const render::Paint& paint : render::paints()) {
            const bool on_fill = paint.look >= render::Look::ink_light;
            if (!render::is_text(paint.look) || on_fill) continue;
            CAPTURE(paint.name);
            const bool checked =
                std::any_of(render::meetings().begin(), render::meetings().end(), [&](const auto& pair) {
                    return pair.front == paint.fill && pair.back == Color::background && pair.least >= 4.5;
                });
            CHECK(checked);
        }
    }

    TEST_CASE("the ink on every answer and the neighbours of every answer") {
        for (std::size_t n = 2; n <= 7; ++n) {
            const auto colors = render::answer_colors(n);
            REQUIRE(colors.size() == n);
            CHECK(std::set<Color>(colors.begin(), colors.end()).size() == n);
            for (const Color fill : colors) {
                const Color ink = render::ink_on(fill);
                CHECK(contrast(render::swatch(ink).light, render::swatch(fill).light) >= 4.5);
                CHECK(contrast(render::swatch(ink).dark, render::swatch(fill).dark) >= 4.5);
            }
            CHECK((n % 2 == 0 || colors[n / 2] == Color::middle));
        }
        CHECK_THROWS_AS(static_cast<void>(render::answer_colors(1)), base::ContractError);
        CHECK_THROWS_AS(static_cast<void>(render::answer_colors(8)), base::ContractError);
    }

    TEST_CASE("looks are painted in their order and with names of their own") {
        std::set<std::string_view> names;
        std::size_t i = 0;
        for (const render::Paint& paint : render::paints()) {
            CHECK(static_cast<std::size_t>(paint.look) == i++);
            CHECK(names.insert(paint.name).second);
        }
        CHECK(i == static_cast<std::size_t>(render::Look::end));
    }

    TEST_CASE("the style sheet has all colours in all forms, and a class for each look") {
        const std::string css = render::chart_css();
        for (const char* part : {"prefers-color-scheme:dark", "forced-colors:active", "@media print"})
            CHECK(css.find(part) != std::string::npos);
        for (const render::Swatch& one : render::swatches()) {
            for (const auto& value : {one.light, one.dark, one.forced})
                CHECK(css.find("--c-" + std::string(one.name) + ":" + std::string(value)) !=
                      std::string::npos);
        }
        for (const render::Paint& paint : render::paints())
            CHECK(css.find(".chart .c-" + std::string(paint.name) + "{") != std::string::npos);
        CHECK(std::count(css.begin(), css.end(), '{') == std::count(css.begin(), css.end(), '}'));
    }

    TEST_CASE("text is made safe for HTML and XML") {
        CHECK(render::escaped("<b>&\"'</b>") == "&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;");
        CHECK(render::escaped("a\x01"
                              "b\xFF") == "a?b?");
        CHECK(render::escaped("a\xEF\xBF\xBF"
                              "b") == "a?b");
        CHECK(render::escaped("\xE2\x88\x92") == "\xE2\x88\x92");
    }
}
