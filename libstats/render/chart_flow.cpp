#include "libstats/render/chart_flow.hpp"

#include "libstats/render/chart_parts.hpp"
#include "libstats/render/text_width.hpp"

#include <algorithm>
#include <vector>

namespace outcomes::render {
namespace {

constexpr double row_gap = 40;
constexpr double leading = 17;

/// A box with its place.
struct Placed {
    double x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] double middle() const { return x + width / 2; }
    [[nodiscard]] double foot() const { return y + height; }
};

std::vector<std::string> lines_of(const FlowBox& box, double width) {
    const double size = letters_of(Look::small).size;
    std::vector<std::string> lines = wrap_to(box.words, width - 16, size, 4).lines;
    if (!box.share.empty()) lines.push_back(wrap_to(box.share, width - 16, size, 1).lines.front());
    return lines;
}

double height_of(const FlowBox& box, double width) {
    return 18 + leading * static_cast<double>(1 + lines_of(box, width).size());
}

void add_box(Drawing& drawing, const FlowBox& box, const Placed& place, Look look) {
    drawing.rect(place.x, place.y, place.width, place.height, look);
    const auto lines = lines_of(box, place.width);
    double y = place.y + place.height / 2 - leading * static_cast<double>(lines.size()) / 2 + 5;
    drawing.text(place.middle(), y, one_line(box.count, place.width - 8, Look::head), Look::head,
                 Anchor::middle);
    for (const std::string& line : lines) {
        y += leading;
        drawing.text(place.middle(), y, line, Look::small, Anchor::middle);
    }
}

void add_arrow(Drawing& drawing, Point from, Point to) {
    const double turn = to.y - row_gap / 2;
    drawing.path({from, {from.x, turn}, {to.x, turn}, {to.x, to.y - 7}}, Look::arrow);
    drawing.polygon({{to.x - 5, to.y - 8}, {to.x, to.y}, {to.x + 5, to.y - 8}}, Look::arrow_head);
}

/// A box of the last row and the waves that lead to it.
struct Branch {
    const FlowBox* box = nullptr;
    bool from_first = false, from_second = false;
    double share = 1;  ///< of the width
};

std::vector<Branch> branches_of(const FlowChart& chart) {
    std::vector<Branch> branches;
    const auto add = [&](const std::optional<FlowBox>& box, bool first, bool second, double share) {
        if (box) branches.push_back({&*box, first, second, share});
    };
    add(chart.unmatched_from, true, false, 1);
    add(chart.only_from, true, false, 1);
    add(chart.both, true, true, 1.35);
    add(chart.only_to, false, true, 1);
    add(chart.unmatched_to, false, true, 1);
    return branches;
}

std::vector<Placed> places_of(const std::vector<Branch>& branches, double y) {
    if (branches.empty()) return {};
    const double gap = branches.size() > 3 ? 18 : 60;
    double shares = 0;
    for (const Branch& branch : branches) shares += branch.share;
    const double unit =
        std::min(190.0, (Drawing::width - 4 - gap * static_cast<double>(branches.size() - 1)) / shares);
    const double used = unit * shares + gap * static_cast<double>(branches.size() - 1);
    std::vector<Placed> places;
    double x = (Drawing::width - used) / 2;
    double height = 0;
    for (const Branch& branch : branches) {
        places.push_back({x, y, unit * branch.share, 0});
        height = std::max(height, height_of(*branch.box, unit * branch.share));
        x += unit * branch.share + gap;
    }
    for (Placed& place : places) place.height = height;
    return places;
}

/// Where the arrow from a wave enters a branch: two arrows enter side by side.
double entry_of(const Branch& branch, const Placed& place, bool first) {
    const bool both = branch.from_first && branch.from_second;
    return place.middle() + (both ? (first ? -1 : 1) * place.width / 5 : 0);
}

/// The middle of a wave's box: over its branches, right above one of them if they are three.
double middle_over(const std::vector<Branch>& branches, const std::vector<Placed>& places, bool first) {
    std::vector<double> entries;
    for (std::size_t i = 0; i < branches.size(); ++i) {
        if (first ? branches[i].from_first : branches[i].from_second)
            entries.push_back(entry_of(branches[i], places[i], first));
    }
    if (entries.empty()) return first ? Drawing::width / 4 : Drawing::width * 3 / 4;
    if (entries.size() == 3) return entries[1];
    return (entries.front() + entries.back()) / 2;
}

void add_branches(Drawing& drawing, const std::vector<Branch>& branches, const std::vector<Placed>& places,
                  const Placed& from, const Placed& to) {
    for (std::size_t i = 0; i < branches.size(); ++i) {
        const Branch& branch = branches[i];
        if (branch.from_first)
            add_arrow(drawing, {from.middle(), from.foot()},
                      {entry_of(branch, places[i], true), places[i].y});
        if (branch.from_second)
            add_arrow(drawing, {to.middle(), to.foot()}, {entry_of(branch, places[i], false), places[i].y});
        add_box(drawing, *branch.box, places[i],
                branch.from_first && branch.from_second ? Look::box_on : Look::box);
        drawing.height = places[i].foot();
    }
}

}  // namespace

std::vector<Drawing> draw(const FlowChart& chart) {
    Drawing drawing;
    double y = 3;
    Placed top{250, y, 220, 0};
    if (chart.population) {
        top.height = height_of(*chart.population, top.width);
        add_box(drawing, *chart.population, top, Look::box);
        y = top.foot() + row_gap;
    }
    constexpr double width = 230;
    const double height = std::max(height_of(chart.from, width), height_of(chart.to, width));
    const auto branches = branches_of(chart);
    const auto places = places_of(branches, y + height + row_gap);
    const Placed from{middle_over(branches, places, true) - width / 2, y, width, height};
    const Placed to{middle_over(branches, places, false) - width / 2, y, width, height};
    for (const auto& [box, place] : {std::pair{&chart.from, from}, std::pair{&chart.to, to}}) {
        if (chart.population) add_arrow(drawing, {top.middle(), top.foot()}, {place.middle(), place.y});
        add_box(drawing, *box, place, Look::box);
    }
    drawing.height = from.foot();
    add_branches(drawing, branches, places, from, to);
    if (!chart.sentence.empty()) {
        drawing.label(Drawing::width / 2, drawing.height + 24, chart.sentence, Drawing::width, Look::small,
                      Anchor::middle);
        drawing.height += 42;
    }
    drawing.height += 4;
    return {std::move(drawing)};
}

}  // namespace outcomes::render
