#include "cli/help_pages.hpp"

#include "cli/exit_code.hpp"
#include "cli/help_instruments.hpp"
#include "cli/help_methods.hpp"
#include "libstats/findings/description.hpp"
#include "libstats/findings/glossary.hpp"
#include "libstats/io/output_file.hpp"
#include "libstats/render/text_table.hpp"
#include "libstats/survey/study_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace outcomes::cli {
namespace {

constexpr std::size_t width = 80;
constexpr std::size_t command_column = 34;

std::string option_line(const OptionInfo& option) {
    const std::string letter = option.letter == 0 ? "    " : fmt::format("-{}, ", option.letter);
    const std::string left =
        fmt::format("  {}--{}{}{}", letter, option.name, option.value.empty() ? "" : " ", option.value);
    std::string right(option.says);
    if (!option.unset.empty()) right += fmt::format(" (default: {})", option.unset);
    if (!option.environment.empty()) right += fmt::format(" [{}]", option.environment);
    return beside(left, right, 29);
}

std::string options_of(Verb verb, Group group) {
    std::string out;
    for (const OptionInfo& option : options()) {
        if (option.group == group && (option.verbs & bit(verb)) != 0) out += option_line(option);
    }
    return out;
}

/// "Global options: -s -o -f --names ...": the names only, they have a page of their own.
std::string global_footer(Verb verb) {
    std::string names = "Global options:";
    for (const OptionInfo& option : options()) {
        if (option.group != Group::global || (option.verbs & bit(verb)) == 0) continue;
        names += option.letter == 0 ? fmt::format(" --{}", option.name) : fmt::format(" -{}", option.letter);
    }
    return render::wrapped(names + "   (outcomes help options)", width, 0, 2);
}

std::string examples_of(const VerbInfo& verb) {
    std::string out;
    for (const Example& example : verb.examples) {
        out +=
            beside(fmt::format("  outcomes {}", example.command), example.says, 2 + 9 + command_column + 6);
    }
    return out;
}

std::string commands() {
    std::string out;
    for (const VerbInfo& verb : verbs()) out += beside(fmt::format("  {}", verb.name), verb.purpose, 13);
    return out;
}

std::string options_page() {
    std::string out = "Options of all commands. They may stand before or after the command.\n\nGlobal\n";
    const auto of_group = [](Group group) {
        std::string lines;
        for (const OptionInfo& option : options()) {
            if (option.group == group) lines += option_line(option);
        }
        return lines;
    };
    out += of_group(Group::global) + "\nOf single commands\n" + of_group(Group::verb);
    out += "\nWithout a study file (compare and check)\n" + of_group(Group::quick);
    return out + "\n" +
           render::wrapped(
               "Power: option, then environment variable in [], then study file. Colour also follows "
               "NO_COLOR, FORCE_COLOR and TERM; the width of a page follows the terminal, else COLUMNS, "
               "else it is 100.",
               width);
}

std::string word_lines(std::span<const findings::WordMeaning> words) {
    std::string out;
    std::string_view column;
    for (const findings::WordMeaning& word : words) {
        if (word.column != column) out += fmt::format("\n{}\n", column = word.column);
        out += beside(fmt::format("  {}", word.word), word.meaning, 26);
    }
    return out;
}

std::string words_page() {
    return "Words in results, by column.\n" + word_lines(findings::words()) +
           "\nWords in the results of describe\n" + word_lines(findings::description_words());
}

template <class Row>
std::string column_lines(std::span<const findings::ColumnOf<Row>> columns) {
    std::string out;
    for (const findings::ColumnOf<Row>& column : columns) {
        const std::string dotted = column.dotted == column.name ? "" : fmt::format("; {}", column.dotted);
        out += beside(fmt::format("  {}", column.name),
                      fmt::format("{} [{}{}]", column.meaning, column.unit, dotted), 20);
    }
    return out;
}

std::string columns_page() {
    return "Columns of csv, tsv and json results, in this order. In brackets: the unit, and\n"
           "the name with --names dotted where it differs.\n\n" +
           column_lines(findings::columns()) + "\nColumns of describe\n\n" +
           column_lines(findings::description_columns());
}

std::string exit_page() {
    std::string out = "Exit codes\n";
    for (const ExitMeaning& exit : exit_meanings())
        out += beside(fmt::format("  {:>3}", exit.code), exit.meaning, 8);
    return out + "\nA result of \"worsened\" or \"not clear\" is success: 0.\n";
}

std::string study_page() {
    return survey::study_help();
}

std::string schema_page() {
    return survey::study_json_schema();
}

constexpr std::array topic_table{
    Topic{"options", "every option", options_page},
    Topic{"words", "what the words in results mean", words_page},
    Topic{"columns", "the columns of csv and json results", columns_page},
    Topic{"methods", "how it is worked out, with sources", methods_page},
    Topic{"study", "every key of a study file", study_page},
    Topic{"instruments", "questionnaires whose scoring is known; any of them by name", instruments_page},
    Topic{"schema", "the same as a JSON Schema, for editors", schema_page},
    Topic{"exit", "exit codes", exit_page},
};

}  // namespace

std::string beside(std::string_view left, std::string_view right, std::size_t at) {
    const std::string text = render::wrapped(right, width, at);
    std::string out(left);
    if (out.size() + 2 > at) return out + '\n' + text;
    out.resize(at, ' ');
    return out + text.substr(at);
}

std::span<const Topic> topics() {
    return topic_table;
}

std::string short_page() {
    return "outcomes: what changed between two waves of the same questionnaire?\n\nCommands\n" + commands() +
           "\nExamples\n"
           "  outcomes check -s hawkhill.toml      what is wrong or doubtful in the data\n"
           "  outcomes compare -s hawkhill.toml    what changed\n"
           "  outcomes compare people.csv --id person --before pre --after post\n"
           "\nMore: outcomes help, or outcomes help compare\n";
}

std::string page_of_everything() {
    std::string out =
        "outcomes: what changed between two waves of the same questionnaire?\n\n"
        "  outcomes COMMAND [STUDY.toml ... | DATA.csv] [options]\n\nCommands\n" +
        commands() + "\nTopics (outcomes help TOPIC)\n";
    for (const Topic& topic : topics()) out += beside(fmt::format("  {}", topic.name), topic.says, 13);
    return out + "\nSay --help after a command for its examples and options.\n";
}

std::string verb_page(Verb verb) {
    const VerbInfo& info = info_of(verb);
    std::string out = render::wrapped(info.purpose, width);
    out += fmt::format("\n  outcomes {}{}{} [options]\n", info.name, info.arguments.empty() ? "" : " ",
                       info.arguments);
    out += "\nExamples\n" + examples_of(info);
    if (const std::string own = options_of(verb, Group::verb); !own.empty()) out += "\nOptions\n" + own;
    if (const std::string quick = options_of(verb, Group::quick); !quick.empty()) {
        out += "\nWithout a study file\n" + quick;
    }
    if (!info.more.empty()) out += '\n' + render::wrapped(info.more, width);
    out += '\n' + global_footer(verb);
    if (verb == Verb::compare) {
        out += "What the words mean: outcomes help words\nHow it is worked out: outcomes help methods\n";
    }
    return out;
}

void print_page(std::string_view page) {
    io::OutputFile out("-");
    out.write(page);
    out.commit();
}

}  // namespace outcomes::cli
