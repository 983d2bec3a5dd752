#include "chart_checks.hpp"

#include "libstats/render/svg.hpp"
#include "libstats/render/text_width.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <variant>

namespace outcomes::tests {
namespace {

using render::Anchor;
using render::Drawing;
using render::Look;
using render::Text;

struct Box {
    double left = 0, top = 0, right = 0, bottom = 0;
    std::string text;
};

Box box_of(const Text& text) {
    const double width = render::room_of(text.text, text.look);
    const double size = render::letters_of(text.look).size;
    const double shift = text.anchor == Anchor::start ? 0 : (text.anchor == Anchor::end ? width : width / 2);
    return {text.at.x - shift, text.at.y - 0.8 * size, text.at.x - shift + width, text.at.y + 0.2 * size,
            text.text};
}

/// Looks of a shape of any kind; text has its own.
Look look_of(const render::Shape& shape) {
    return std::visit([](const auto& one) { return one.look; }, shape);
}

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

std::vector<Text> texts_of(const Drawing& drawing) {
    std::vector<Text> texts;
    for (const render::Shape& shape : drawing.shapes) {
        if (const Text* text = std::get_if<Text>(&shape)) texts.push_back(*text);
    }
    return texts;
}

std::size_t count_of(const Drawing& drawing, Look look) {
    return static_cast<std::size_t>(
        std::count_if(drawing.shapes.begin(), drawing.shapes.end(),
                      [&](const render::Shape& shape) { return look_of(shape) == look; }));
}

std::vector<std::string> faults_of(const Drawing& drawing) {
    std::vector<std::string> faults;
    if (drawing.height > Drawing::tallest) faults.push_back(fmt::format("{} tall", drawing.height));
    std::vector<Box> boxes;
    for (const Text& text : texts_of(drawing)) {
        if (!text.text.empty()) boxes.push_back(box_of(text));
    }
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const Box& a = boxes[i];
        if (a.left < -0.5 || a.top < -0.5 || a.right > Drawing::width + 0.5 ||
            a.bottom > drawing.height + 0.5)
            faults.push_back(fmt::format("'{}' leaves the picture: {} {} {} {} of {}", a.text, a.left, a.top,
                                         a.right, a.bottom, drawing.height));
        for (std::size_t j = 0; j < i; ++j) {
            const Box& b = boxes[j];
            const double wide = std::min(a.right, b.right) - std::max(a.left, b.left);
            const double high = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
            if (wide > 1 && high > 4) faults.push_back(fmt::format("'{}' meets '{}'", a.text, b.text));
        }
    }
    return faults;
}

bool is_well_formed(const std::string& xml) {
    std::vector<std::string> open;
    for (std::size_t at = 0; at < xml.size(); ++at) {
        if (xml[at] == '&') {
            const std::size_t end = xml.find(';', at);
            if (end == std::string::npos || end - at > 6) return false;
        }
        if (xml[at] == '>') return false;
        if (xml[at] != '<') continue;
        const std::size_t end = xml.find('>', at);
        if (end == std::string::npos || xml.find('<', at + 1) < end) return false;
        const std::string tag = xml.substr(at + 1, end - at - 1);
        const std::string name = tag.substr(0, tag.find_first_of(" /", 1));
        if (tag.front() == '/') {
            if (open.empty() || "/" + open.back() != name) return false;
            open.pop_back();
        } else if (tag.back() != '/') {
            open.push_back(name);
        }
        at = end;
    }
    return open.empty();
}

void check_drawings(const std::vector<Drawing>& drawings) {
    for (const Drawing& drawing : drawings) {
        for (const std::string& fault : faults_of(drawing)) FAIL_CHECK(fault);
        const std::string page = render::page_svg(drawing, {"c1", "A <title>", "A \"description\""});
        const std::string file =
            render::file_svg(drawing, {"c1", "A <title>", "A \"description\""}, "About & so on");
        for (const std::string& svg : {page, file}) {
            CHECK(is_well_formed(svg));
            CHECK(svg.find("<title id=\"c1-t\">A &lt;title&gt;</title>") != std::string::npos);
            CHECK(svg.find("<desc id=\"c1-d\">A &quot;description&quot;</desc>") != std::string::npos);
            CHECK(svg.find("aria-labelledby=\"c1-t c1-d\"") != std::string::npos);
        }
        CHECK(page.find("fill=") == std::string::npos);
        CHECK(page.find("style=") == std::string::npos);
        CHECK(file.find("class=") == std::string::npos);
        CHECK(file.find("var(") == std::string::npos);
    }
}

void check_golden(const std::string& name, const std::vector<Drawing>& drawings) {
    CAPTURE(name);
    check_drawings(drawings);
    const char* update = std::getenv("OUTCOMES_UPDATE_CASES");
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        const std::string part = drawings.size() > 1 ? fmt::format("{}-{}", name, i + 1) : name;
        const auto path = source_dir() / "tests" / "golden" / "charts" / (part + ".svg");
        const std::string svg = render::file_svg(drawings[i], {part, name, "A golden picture."}, "");
        if (update != nullptr && *update == '1') {
            std::ofstream(path, std::ios::binary) << svg;
            continue;
        }
        CHECK_MESSAGE(svg == read(path), "differs from ", path.string());
    }
}

const std::vector<std::string>& hostile_labels() {
    static const std::vector<std::string> labels{
        "<b>&\"'</b>",
        "</text><script>alert(1)</script>",
        "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 \xD8\xA8\xD8\xA7\xD9\x84\xD8\xB9\xD8\xA7\xD9\x84\xD9\x85",
        "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 a family "
        "\xF0\x9F\x98\x80\xF0\x9F\x98\x80",
        std::string(90, 'W'),
        "\xE5\xB9\xB8\xE7\xA6\x8F\xE5\xBA\xA6\xE8\xAA\xBF\xE6\x9F\xBB\xE3\x81\xAE\xE7\xB5\x90\xE6\x9E\x9C",
        "not \xFF\xFE utf-8, and a \x07 bell",
        "",
    };
    return labels;
}

}  // namespace outcomes::tests
