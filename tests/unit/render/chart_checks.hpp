#pragma once

#include "libstats/render/drawing.hpp"

#include <string>
#include <vector>

namespace outcomes::tests {

/// What is wrong with the texts of a drawing, a line each: boxes that leave the picture, boxes that meet by
/// more than 1 x 4 pixels, a picture taller than may be. Boxes are as wide as in the wider font.
[[nodiscard]] std::vector<std::string> faults_of(const render::Drawing& drawing);

/// Checks that drawings have no faults, and that their svg is well-formed and has title and description.
void check_drawings(const std::vector<render::Drawing>& drawings);

/// Checks drawings against tests/golden/charts/<name>.svg; OUTCOMES_UPDATE_CASES=1 writes the file instead,
/// then a person looks at it.
void check_golden(const std::string& name, const std::vector<render::Drawing>& drawings);

/// All texts, in the order in which they are drawn.
[[nodiscard]] std::vector<render::Text> texts_of(const render::Drawing& drawing);
/// How many shapes of a look there are.
[[nodiscard]] std::size_t count_of(const render::Drawing& drawing, render::Look look);

/// Markup, quotes, Arabic, emoji, a word of 90 letters.
[[nodiscard]] const std::vector<std::string>& hostile_labels();

/// Whether every element of an svg is closed in order and every ampersand begins an entity.
[[nodiscard]] bool is_well_formed(const std::string& xml);

}  // namespace outcomes::tests
