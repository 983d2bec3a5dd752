#include "libstats/render/text.hpp"

#include "libstats/render/compare_page.hpp"
#include "libstats/render/items_page.hpp"

#include <algorithm>

namespace outcomes::render {
namespace {

constexpr std::size_t least_width = 30;
constexpr std::size_t width_for_statistic = 90;
constexpr std::size_t width_for_effect = 100;
constexpr std::size_t width_for_strip = 110;

/// @param width of the page
template <class Write>
std::string pages(const findings::SafeFindings& safe, const ComparePageOptions& options, std::size_t width,
                  Write write) {
    std::string out;
    for (const findings::StudyFindings& study : safe.get().studies) {
        if (!out.empty()) out += '\n';
        const bool of_items = !study.movements.empty();
        out += write(of_items ? items_page(study, safe.statement(), options, width)
                              : compare_page(study, safe.statement(), options));
    }
    return out;
}

}  // namespace

std::string text(const findings::SafeFindings& findings, const TextOptions& options) {
    const std::size_t width = std::max(least_width, options.width);
    const ComparePageOptions page{.show_effect = width >= width_for_effect,
                                  .show_strip = width >= width_for_strip,
                                  .show_statistic = width >= width_for_statistic,
                                  .color = options.color};
    return pages(findings, page, width,
                 [&](const Page& one) { return page_to_text(one, width, options.color); });
}

std::string markdown(const findings::SafeFindings& findings) {
    constexpr std::size_t unbounded = 1'000;
    const ComparePageOptions page{.show_effect = true, .show_policy = true};
    return pages(findings, page, unbounded, [](const Page& one) { return page_to_markdown(one); });
}

}  // namespace outcomes::render
