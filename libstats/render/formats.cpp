#include "libstats/render/formats.hpp"

namespace outcomes::render {

std::string_view version() {
    return OUTCOMES_VERSION;
}

}  // namespace outcomes::render
