#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {

void map_items_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_items2_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_alpha_ci_case(const MapCase& /*one*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
