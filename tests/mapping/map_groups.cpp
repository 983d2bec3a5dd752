#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {

void map_groups_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_repeated_models(const MapCase& /*one*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
