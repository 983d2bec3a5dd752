#include "libstats/render/figure.hpp"

#include "libstats/render/figure_parts.hpp"

#include <array>
#include <iterator>

namespace outcomes::render {

std::vector<Figure> forest_figures(const findings::SafeFindings& safe, std::size_t study) {
    return figures_on_change({safe, study});
}

std::vector<Figure> dumbbell_figures(const findings::SafeFindings& safe, std::size_t study) {
    return figures_on_averages({safe, study});
}

std::vector<Figure> change_figures(const findings::SafeFindings& safe, std::size_t study) {
    return figures_on_spread({safe, study});
}

std::vector<Figure> bars_figures(const findings::SafeFindings& safe, std::size_t study) {
    return figures_on_answers({safe, study});
}

std::vector<Figure> movement_figures(const findings::SafeFindings& safe, std::size_t study) {
    return figures_on_moves({safe, study});
}

std::vector<Figure> flow_figures(const findings::SafeFindings& safe, std::size_t study) {
    return figures_on_response({safe, study});
}

std::vector<Figure> figures_of(const findings::SafeFindings& safe, std::size_t study) {
    const FigureSource source(safe, study);
    std::vector<Figure> all;
    for (const auto make : std::array{figures_on_response, figures_on_change, figures_on_averages,
                                      figures_on_spread, figures_on_answers, figures_on_moves}) {
        std::vector<Figure> made = make(source);
        all.insert(all.end(), std::make_move_iterator(made.begin()), std::make_move_iterator(made.end()));
    }
    return all;
}

}  // namespace outcomes::render
