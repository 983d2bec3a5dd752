#include "libstats/render/phrases.hpp"

#include "libstats/base/outcome.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <utility>

namespace outcomes::render {

std::string filled(std::string_view text, std::span<const Slot> slots) {
    fmt::dynamic_format_arg_store<fmt::format_context> values;
    for (const Slot& slot : slots) values.push_back(fmt::arg(slot.name, slot.value));
    try {
        return fmt::vformat(text, values);
    } catch (const fmt::format_error&) {
        throw base::ContractError("say: a slot of \"" + std::string(text) + "\" has no value");
    }
}

std::string say(PhraseId id, std::initializer_list<Slot> slots) {
    return filled(id.text(), slots);
}

Runs say_runs(PhraseId id, std::initializer_list<Slot> slots) {
    Runs runs;
    std::string_view rest = id.text();
    for (bool italic = false; !rest.empty(); italic = !italic) {
        const std::size_t star = rest.find('*');
        append(runs, {{filled(rest.substr(0, star), slots), italic}});
        rest.remove_prefix(star == std::string_view::npos ? rest.size() : star + 1);
    }
    return runs;
}

Runs plain(std::string text) {
    return {{std::move(text), false}};
}

std::string text_of(const Runs& runs) {
    std::string text;
    for (const Run& run : runs) text += run.text;
    return text;
}

void append(Runs& runs, const Runs& more) {
    for (const Run& run : more) {
        if (run.text.empty()) continue;
        if (!runs.empty() && runs.back().italic == run.italic)
            runs.back().text += run.text;
        else
            runs.push_back(run);
    }
}

}  // namespace outcomes::render
