#pragma once

#include "libstats/render/phrase_table.hpp"

#include <cstddef>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::render {

/// Which phrase. An id that is not in the table does not compile.
class PhraseId {
  public:
    // not explicit: say("lay.up", ...) is how a sentence is asked for
    consteval PhraseId(const char* id) : index_(index_of(id)) {}

    [[nodiscard]] constexpr std::string_view text() const { return phrase_table[index_].text; }

  private:
    static consteval std::size_t index_of(std::string_view id) {
        for (std::size_t i = 0; i < phrase_table.size(); ++i) {
            if (phrase_table[i].id == id) return i;
        }
        throw std::logic_error("no phrase has this id");
    }
    std::size_t index_;
};

/// What stands in a slot. It is text: braces and stars in it mean nothing.
struct Slot {
    const char* name;
    std::string value;
};

/// A piece of a line in one style.
struct Run {
    std::string text;
    bool italic = false;
};
using Runs = std::vector<Run>;

/// The phrase with its slots filled. @throws base::ContractError  a slot has no value
[[nodiscard]] std::string say(PhraseId id, std::initializer_list<Slot> slots = {});

/// The same, what stands between stars in italics.
[[nodiscard]] Runs say_runs(PhraseId id, std::initializer_list<Slot> slots = {});

/// The template with slots filled, for tests that walk the table.
[[nodiscard]] std::string filled(std::string_view text, std::span<const Slot> slots);

/// Text without styles.
[[nodiscard]] Runs plain(std::string text);
[[nodiscard]] std::string text_of(const Runs& runs);

/// `more` after `runs`, pieces of one style joined.
void append(Runs& runs, const Runs& more);

}  // namespace outcomes::render
