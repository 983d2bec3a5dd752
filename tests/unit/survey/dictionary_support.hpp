#pragma once

#include "libstats/survey/dictionary.hpp"

#include <doctest/doctest.h>

#include <string>

namespace outcomes::tests {

/// A variable that must be there.
inline const survey::DictionaryVariable& variable(const survey::Dictionary& dictionary,
                                                  const std::string& name) {
    const survey::DictionaryVariable* found = dictionary.find(name);
    REQUIRE_MESSAGE(found != nullptr, name);
    return *found;
}

}  // namespace outcomes::tests
