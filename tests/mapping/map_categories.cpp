#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {

void map_table_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_square_table(const std::vector<std::vector<std::int64_t>>& /*table*/,
                      const nlohmann::json& /*params*/, Sink /*sink*/) {}

void map_likert(const Waves& /*waves*/, const nlohmann::json& /*params*/, Sink /*sink*/) {}

void map_binary_k_case(const MapCase& /*one*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
