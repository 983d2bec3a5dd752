#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/compare_page.hpp"
#include "libstats/render/page.hpp"

#include <cstddef>
#include <string_view>

namespace outcomes::render {

/// Questions whose tables stand on the page; of more there are only the figures, and the tables are had with
/// --movements.
inline constexpr std::size_t most_tables_on_page = 3;

/// The page of `compare --items`: one line of figures a question, the answers of those without an order, the
/// movement tables if they are few, who answered, what the marks mean. @param width of the page
[[nodiscard]] Page items_page(const findings::StudyFindings& study, std::string_view statement,
                              const ComparePageOptions& options, std::size_t width);

/// The movement tables of all questions (where nobody is linked: their answers in both waves), each with what
/// it amounts to.
[[nodiscard]] Page movements_page(const findings::StudyFindings& study, std::string_view statement,
                                  std::size_t width);

}  // namespace outcomes::render
