#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/render/drawing.hpp"
#include "libstats/render/figure.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the makers of figures have in common. Outside, figure.hpp is what to include.
namespace outcomes::render {

/// A study on its way into figures; made from nothing but what disclosure control has let pass.
struct FigureSource {
    /// @throws base::ContractError  there is no such study
    FigureSource(const findings::SafeFindings& safe, std::size_t number);

    const findings::StudyFindings& study;  ///< as long as `safe` lives
    bool rounded = false;                  ///< counts are rounded, so that their parts do not add up
};

using FindingRows = std::vector<const findings::Finding*>;

/// The rows that carry the verdicts on everyone, of these levels.
[[nodiscard]] FindingRows headline_rows(const findings::StudyFindings& study,
                                        std::span<const std::string_view> levels);
/// The row of this kind about one term, or null.
[[nodiscard]] const findings::Finding* headline_of(const findings::StudyFindings& study,
                                                   std::string_view term);

/// "Hawkhill, March 2013 to March 2014"
[[nodiscard]] std::string place_and_time(const findings::StudyFindings& study);
/// "188 to 212 people"; "" where no row says.
[[nodiscard]] std::string people_range(std::span<const std::optional<std::uint64_t>> counts);
/// "[c]" where a number is kept back, "[x]" where there is none.
[[nodiscard]] std::string missing_mark(bool suppressed);
/// "1,234", or the mark.
[[nodiscard]] std::string count_text(const std::optional<std::uint64_t>& n, bool suppressed);

/// An id from the study, the kind of figure and a term: letters, digits, - and _ only; others do not meet.
[[nodiscard]] std::string figure_id(const findings::StudyFindings& study, std::string_view kind,
                                    std::string_view term = {});

/// Writes the drawings of a figure whose words are there.
void add_drawings(Figure& figure, const std::vector<Drawing>& drawings);

[[nodiscard]] findings::Verdict verdict_of(const findings::Finding& row);

[[nodiscard]] std::vector<Figure> figures_on_change(const FigureSource& source);
[[nodiscard]] std::vector<Figure> figures_on_averages(const FigureSource& source);
[[nodiscard]] std::vector<Figure> figures_on_spread(const FigureSource& source);
[[nodiscard]] std::vector<Figure> figures_on_answers(const FigureSource& source);
[[nodiscard]] std::vector<Figure> figures_on_moves(const FigureSource& source);
[[nodiscard]] std::vector<Figure> figures_on_response(const FigureSource& source);

}  // namespace outcomes::render
