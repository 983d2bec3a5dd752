#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace outcomes::survey {

/// The name of a column divided into the question and what tells the columns of the question apart.
struct HeaderSplit {
    std::string question;
    std::string option;
};

/// "Do you agree? [I feel safe]". Brackets inside the last pair belong to it.
[[nodiscard]] std::optional<HeaderSplit> split_brackets(std::string_view name);

/// "Which of these? (choice=A bus)".
[[nodiscard]] std::optional<HeaderSplit> split_choice(std::string_view name);

/// "trust___2", "trust/neighbours": at the last `mark`.
[[nodiscard]] std::optional<HeaderSplit> split_suffix(std::string_view name, std::string_view mark);

/// "Q2_14": at the last `mark`, if only digits follow and one stands before it.
[[nodiscard]] std::optional<HeaderSplit> split_number(std::string_view name, std::string_view mark);

/// "Q1[SQ002]. Do you agree?": a code of letters, digits and "_", the part of a question in brackets perhaps,
/// and the text as `option`.
[[nodiscard]] std::optional<HeaderSplit> split_code(std::string_view name);

/// "Do you agree?.I feel safe" beside "Do you agree?.I feel heard": at the last `mark` in what two neighbours
/// share, which is four characters at least. Gives the option of `name`.
[[nodiscard]] std::optional<HeaderSplit> split_shared(std::string_view name, std::string_view neighbour,
                                                      std::string_view mark);

/// The number before a question: "3.1.a. Anything else?", "Q3.1.a".
struct Outline {
    std::string question;   ///< "3"
    std::string part;       ///< "3.1": up to the last number
    bool has_part = false;  ///< there is a second number
    bool has_letter = false;
    std::string text;  ///< what follows
};
[[nodiscard]] std::optional<Outline> read_outline(std::string_view name);

}  // namespace outcomes::survey
