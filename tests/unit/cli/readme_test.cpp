#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace {

std::string file_text(const std::string& name) {
    std::ifstream in(outcomes::tests::source_dir() / name);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// What a shell command prints.
std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    REQUIRE(pipe != nullptr);
    std::string text;
    std::array<char, 4096> buffer{};
    for (std::size_t n = 1; n > 0;) {
        n = fread(buffer.data(), 1, buffer.size(), pipe.get());
        text.append(buffer.data(), n);
    }
    return text;
}

}  // namespace

TEST_SUITE("readme") {
    TEST_CASE("the output that the README shows is what the program prints") {
        const std::string readme = file_text("README.md");
        const std::string command = "$ outcomes compare data/hawkhill/hawkhill.toml\n";
        const auto begin = readme.find(command);
        REQUIRE(begin != std::string::npos);
        const auto shown =
            readme.substr(begin + command.size(), readme.find("\n```", begin) - begin - command.size());
        const std::string printed = output_of("cd '" + outcomes::tests::source_dir().string() +
                                              "' && COLUMNS=80 NO_COLOR=1 '" OUTCOMES_BINARY
                                              "' compare data/hawkhill/hawkhill.toml 2>/dev/null");
        CHECK(shown.size() > 800);
        CHECK(printed.substr(0, shown.size()) == shown);
    }

    TEST_CASE("the two commands of the README are there, and the continuous run calls the second") {
        const std::string readme = file_text("README.md");
        for (const std::string script : {"scripts/demo", "scripts/test"}) {
            CHECK(readme.find("\n    " + script) != std::string::npos);
            CHECK_FALSE(file_text(script).empty());
        }
        CHECK(file_text(".ci/run").find("exec scripts/test") != std::string::npos);
    }
}
