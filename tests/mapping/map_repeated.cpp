#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {

void map_repeated_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_pvalues_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_power_case(const MapCase& /*one*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
