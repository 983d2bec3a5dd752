#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {

void map_prop_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_prop2_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_rates_case(const MapCase& /*one*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
