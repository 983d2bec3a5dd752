#include "libstats/survey/toml_document.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace outcomes::survey;

namespace {

TomlValue parsed(const std::string& text) {
    const auto result = parse_toml(text);
    REQUIRE(std::holds_alternative<TomlValue>(result));
    return std::get<TomlValue>(result);
}

const TomlEntry& entry(const TomlValue& table, const std::string& key) {
    const TomlEntry* found = table.find(key);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace

TEST_SUITE("survey/toml_document") {
    TEST_CASE("tables keep the order of the file, not that of the alphabet") {
        const TomlValue root = parsed("[scale.zeal]\na = 1\n[scale.awe]\n[scale.mirth]\n");
        const TomlValue& scales = entry(root, "scale").value;
        REQUIRE(scales.entries.size() == 3);
        CHECK(scales.entries[0].key == "zeal");
        CHECK(scales.entries[1].key == "awe");
        CHECK(scales.entries[2].key == "mirth");
    }

    TEST_CASE("numbers keep the decimals they were written with") {
        const TomlValue root = parsed("a = 2.50\nb = +1_000\nc = 0x10\nd = -9\ne = 1e3\n");
        CHECK(entry(root, "a").value.text == "2.50");
        CHECK(entry(root, "b").value.text == "1000");
        CHECK(entry(root, "c").value.text == "16");
        CHECK(entry(root, "d").value.text == "-9");
        CHECK(entry(root, "d").value.number == -9);
        CHECK(entry(root, "e").value.kind == TomlKind::real);
        CHECK(entry(root, "e").value.text == "1e3");
    }

    TEST_CASE("every kind of value is told apart") {
        const TomlValue root =
            parsed("t = \"x\"\nf = true\nd = 2024-04-01\nw = 10:30:00\nl = [1, \"a\"]\nx = { y = 1 }\n");
        CHECK(entry(root, "t").value.kind == TomlKind::text);
        CHECK(entry(root, "f").value.kind == TomlKind::flag);
        CHECK(entry(root, "f").value.flag);
        CHECK(entry(root, "d").value.kind == TomlKind::date);
        CHECK(entry(root, "d").value.text == "2024-04-01");
        CHECK(entry(root, "w").value.kind == TomlKind::time);
        CHECK(entry(root, "l").value.kind == TomlKind::list);
        CHECK(entry(root, "l").value.list.size() == 2);
        CHECK(entry(root, "x").value.kind == TomlKind::table);
    }

    TEST_CASE("marks count characters, not bytes, and cover the value as typed") {
        const TomlValue root = parsed("\n\"caf\xC3\xA9\" = \"\xC3\xA9t\xC3\xA9\" # x\n");
        const TomlEntry& cafe = entry(root, "caf\xC3\xA9");
        CHECK(cafe.mark.line == 2);
        CHECK(cafe.mark.column == 1);
        CHECK(cafe.mark.length == 6);
        CHECK(cafe.value.mark.column == 10);
        CHECK(cafe.value.mark.length == 5);
    }

    TEST_CASE("a fault carries its position") {
        const auto result = parse_toml("a = 1\nb = ?\n");
        REQUIRE(std::holds_alternative<TomlFault>(result));
        CHECK(std::get<TomlFault>(result).mark.line == 2);
        CHECK(std::get<TomlFault>(result).mark.column == 5);
    }

    TEST_CASE("lines lose their ends and the byte-order mark") {
        CHECK(lines_of("\xEF\xBB\xBF"
                       "a\r\n\nb") == std::vector<std::string>{"a", "", "b"});
        CHECK(lines_of("").empty());
    }
}
