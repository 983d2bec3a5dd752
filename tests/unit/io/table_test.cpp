#include "libstats/io/table.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/random.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

using namespace outcomes;

TEST_SUITE("io/table") {
    TEST_CASE("texts are numbered in order of first appearance, the blank being 0") {
        io::TextPool pool;
        CHECK(pool.size() == 1);
        CHECK(pool.intern("agree") == 1);
        CHECK(pool.intern("") == 0);
        CHECK(pool.intern("disagree") == 2);
        CHECK(pool.intern("agree") == 1);
        CHECK(pool.at(0).empty());
        CHECK(pool.at(2) == "disagree");
        CHECK(pool.size() == 3);
    }

    TEST_CASE("a pool agrees with a map, one by one and in groups") {
        base::Random random(7);
        std::vector<std::string> texts;
        for (int i = 0; i < 20000; ++i) {
            std::string text(random.below(20), 'x');
            for (char& c : text) c = static_cast<char>('a' + random.below(3));
            texts.push_back(text);
        }
        std::map<std::string, std::uint32_t> wanted{{"", 0}};
        for (const auto& text : texts) wanted.try_emplace(text, static_cast<std::uint32_t>(wanted.size()));

        io::TextPool single;
        io::TextPool grouped;
        std::vector<std::string_view> views(texts.begin(), texts.end());
        std::vector<std::uint32_t> numbers(texts.size());
        grouped.intern_all(views, numbers.data());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            REQUIRE(single.intern(texts[i]) == wanted.at(texts[i]));
            REQUIRE(numbers[i] == wanted.at(texts[i]));
            REQUIRE(grouped.at(numbers[i]) == texts[i]);
        }
        CHECK(single.size() == wanted.size());
        CHECK(grouped.size() == wanted.size());
    }

    TEST_CASE("codes keep their value when the vector turns wider") {
        io::CodeVector codes;
        const std::uint32_t values[] = {0, 5, 255, 256, 1, 65535, 65536, 4000000000U, 2};
        for (const std::uint32_t value : values) codes.push_back(value);
        const std::uint8_t more[] = {7, 8};
        codes.append(more);
        REQUIRE(codes.size() == std::size(values) + 2);
        for (std::size_t i = 0; i < std::size(values); ++i) CHECK(codes[i] == values[i]);
        CHECK(codes[std::size(values) + 1] == 8);
    }

    TEST_CASE("codes stay as narrow as they can") {
        io::CodeVector codes;
        const auto width = [&] { return codes.visit([](const auto& v) { return sizeof(v[0]); }); };
        codes.push_back(255);
        CHECK(width() == 1);
        codes.push_back(256);
        CHECK(width() == 2);
        codes.push_back(65536);
        CHECK(width() == 4);
    }

    TEST_CASE("lines of records are found again") {
        io::RecordLines lines;
        const std::uint64_t wanted[] = {2, 3, 4, 9, 10, 12, 13, 20};
        for (const std::uint64_t line : wanted) lines.add(line);
        REQUIRE(lines.size() == std::size(wanted));
        for (std::size_t i = 0; i < std::size(wanted); ++i) CHECK(lines.line_of(i) == wanted[i]);
        CHECK_THROWS_AS(static_cast<void>(lines.line_of(8)), base::ContractError);
    }
}
