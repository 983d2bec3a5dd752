#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {

void map_two_group_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_two_samples(const base::Grid& /*first*/, const base::Grid& /*second*/,
                     const std::optional<Bounds>& /*bounds*/, Sink /*sink*/) {}

void map_overlap(const Waves& /*waves*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
