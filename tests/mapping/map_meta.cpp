#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {

void map_meta_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_clmm_case(const MapCase& /*one*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
