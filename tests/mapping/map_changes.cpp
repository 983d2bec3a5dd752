#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {

void map_changes(const Waves& /*waves*/, const std::optional<Bounds>& /*bounds*/, Sink /*sink*/) {}

void map_icc(const std::vector<std::vector<double>>& /*rows*/, Sink /*sink*/) {}

void map_rci_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_distributions(const nlohmann::json& /*grid*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
