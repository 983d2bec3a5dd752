#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {

void map_survey_case(const MapCase& /*one*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
