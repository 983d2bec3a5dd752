#include "libstats/survey/privacy.hpp"

#include <doctest/doctest.h>

namespace outcomes::tests {
namespace {

using survey::Identifier;

TEST_SUITE_BEGIN("survey/privacy");

TEST_CASE("texts that tell who somebody is, and others like them that do not") {
    struct Row {
        const char* text;
        std::optional<Identifier> what;
    };
    const Row rows[] = {
        {"someone@example.org", Identifier::email},
        {"some.one+x@mail.example.org", Identifier::email},
        {"@example.org", std::nullopt},
        {"some one@example.org", std::nullopt},
        {"a@b", std::nullopt},
        {"a@b@example.org", std::nullopt},
        {"ZZ1 1ZZ", Identifier::postcode},
        {"zz991zz", Identifier::postcode},
        {"Z1Z 9ZZ", Identifier::postcode},
        {"ZZ1", std::nullopt},
        {"AB12", std::nullopt},
        {"1987-03-12", Identifier::date},
        {"12/03/1987", Identifier::date},
        {"31.12.87", Identifier::date},
        {"12-03/1987", std::nullopt},
        {"2013-13-40", std::nullopt},
        {"1987", std::nullopt},
        {"25-44", std::nullopt},
        {"Ada Example", Identifier::name},
        {"Ada B. Example-Other", Identifier::name},
        {"Social rent", std::nullopt},
        {"Female", std::nullopt},
        {"R-0342", std::nullopt},
        {"", std::nullopt},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(survey::identifier_of(row.text) == row.what);
    }
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
