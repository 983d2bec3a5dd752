#include "cli/help_methods.hpp"
#include "cli/help_pages.hpp"

#include "cli/exit_code.hpp"
#include "cli/option_table.hpp"
#include "libstats/analysis/methods.hpp"
#include "libstats/base/text.hpp"
#include "libstats/findings/glossary.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

using namespace outcomes::cli;

namespace {

std::string page_of(std::string_view topic) {
    for (const Topic& one : topics()) {
        if (one.name == topic) return one.page();
    }
    return {};
}

bool holds(const std::string& page, std::string_view text) {
    return page.find(text) != std::string::npos;
}

}  // namespace

TEST_SUITE("cli/help") {
    TEST_CASE("names and letters are given once") {
        std::set<std::string_view> names;
        std::set<char> letters;
        for (const OptionInfo& option : options()) {
            CAPTURE(option.name);
            CHECK(names.insert(option.name).second);
            const bool new_letter = option.letter == 0 || letters.insert(option.letter).second;
            CHECK(new_letter);
            CHECK(option.verbs != 0);
            CHECK_FALSE(option.says.empty());
            CHECK_FALSE(option.says.ends_with('.'));
        }
        std::set<std::string_view> words;
        for (const VerbInfo& verb : verbs()) CHECK(words.insert(verb.name).second);
        for (const Topic& topic : topics()) CHECK(words.insert(topic.name).second);
    }

    TEST_CASE("a verb stands at its place in the table") {
        for (const VerbInfo& verb : verbs()) {
            CHECK(&info_of(verb.verb) == &verb);
            CHECK(find_verb(verb.name) == &verb);
        }
    }

    TEST_CASE("a verb's page shows its examples and every option of its own") {
        for (const VerbInfo& verb : verbs()) {
            const std::string page = verb_page(verb.verb);
            CAPTURE(page);
            CHECK(verb.examples.size() >= 2);
            for (const Example& example : verb.examples) CHECK(holds(page, example.command));
            for (const OptionInfo& option : options()) {
                if (option.group == Group::global) continue;
                const bool listed = holds(page, fmt::format("--{}", option.name));
                if ((option.verbs & bit(verb.verb)) != 0) CHECK(listed);
            }
        }
    }

    TEST_CASE("no page is wider than 80 columns, and every page ends its last line") {
        std::vector<std::string> pages{short_page(), page_of_everything()};
        for (const VerbInfo& verb : verbs()) pages.push_back(verb_page(verb.verb));
        for (const Topic& topic : topics()) {
            if (topic.name != "schema") pages.push_back(topic.page());
        }
        for (const std::string& page : pages) {
            CHECK(page.ends_with('\n'));
            std::istringstream lines(page);
            for (std::string line; std::getline(lines, line);) {
                CAPTURE(line);
                CHECK(outcomes::base::display_width(line) <= 80);
                CHECK_FALSE(line.ends_with(' '));
            }
        }
    }

    TEST_CASE("every method has a page of its own that fits 80 columns") {
        for (const auto& method : outcomes::analysis::methods()) {
            const std::string page = outcomes::cli::method_page(method);
            CAPTURE(page);
            CHECK(page.starts_with(std::string(method.id)));
            CHECK(holds(page, "When"));
            CHECK(holds(page, "Source"));
            std::istringstream lines(page);
            for (std::string line; std::getline(lines, line);) {
                CHECK(outcomes::base::display_width(line) <= 80);
                CHECK_FALSE(line.ends_with(' '));
            }
        }
    }

    TEST_CASE("pages made from tables are whole") {
        for (const auto& method : outcomes::analysis::methods()) CHECK(holds(page_of("methods"), method.id));
        for (const auto& column : outcomes::findings::columns())
            CHECK(holds(page_of("columns"), column.name));
        for (const auto& word : outcomes::findings::words()) CHECK(holds(page_of("words"), word.word));
        for (const auto& option : options()) CHECK(holds(page_of("options"), option.name));
        for (const ExitMeaning& exit : exit_meanings())
            CHECK(holds(page_of("exit"), exit.meaning.substr(0, 20)));
    }
}
