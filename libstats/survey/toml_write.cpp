#include "libstats/survey/toml_write.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace outcomes::survey {
namespace {

std::string number(const base::Decimal& value) {
    return base::shortest(value.to_double());
}

std::string inline_table(const std::vector<std::string>& parts) {
    return fmt::format("{{ {} }}", fmt::join(parts, ", "));
}

std::string texts_or_text(const std::vector<std::string>& texts) {
    return texts.size() == 1 ? toml_text(texts.front()) : toml_list(texts);
}

}  // namespace

std::string toml_text(std::string_view text) {
    std::string written = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            (written += '\\') += c;
        } else if (c == '\n') {
            written += "\\n";
        } else if (c == '\t') {
            written += "\\t";
        } else if (byte < 0x20 || byte == 0x7F) {
            written += fmt::format("\\u{:04X}", byte);
        } else {
            written += c;
        }
    }
    return written + '"';
}

std::string toml_key(std::string_view key) {
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    });
    return bare ? std::string(key) : toml_text(key);
}

std::string toml_list(const std::vector<std::string>& texts) {
    std::vector<std::string> written;
    written.reserve(texts.size());
    for (const std::string& text : texts) written.push_back(toml_text(text));
    return fmt::format("[{}]", fmt::join(written, ", "));
}

std::string_view toml_word(ScoreKind score) {
    switch (score) {
        case ScoreKind::sum:
            return "sum";
        case ScoreKind::percent:
            return "percent";
        case ScoreKind::mean:
            break;
    }
    return "mean";
}

std::string_view toml_word(Better better) {
    switch (better) {
        case Better::lower:
            return "lower";
        case Better::neither:
            return "neither";
        case Better::higher:
            break;
    }
    return "higher";
}

std::string toml_answers(const AnswerList& list) {
    std::vector<std::string> parts;
    if (list.is_range) {
        parts.push_back(fmt::format("range = [{}, {}]", number(*list.low), number(*list.high)));
    } else {
        std::vector<std::string> scores;
        for (const base::Decimal& score : list.scores) scores.push_back(number(score));
        parts.push_back("labels = " + toml_list(list.labels));
        parts.push_back(fmt::format("scores = [{}]", fmt::join(scores, ", ")));
        if (!list.middle.empty()) parts.push_back("middle = " + toml_text(list.middle));
    }
    if (!list.missing.empty()) parts.push_back("missing = " + toml_list(list.missing));
    if (!list.also.empty()) {
        std::vector<std::string> others;
        for (const auto& [text, label] : list.also)
            others.push_back(fmt::format("{} = {}", toml_text(text), toml_text(label)));
        parts.push_back("also = " + inline_table(others));
    }
    return inline_table(parts);
}

std::string toml_condition(const Condition& condition) {
    std::vector<std::string> parts{"column = " + toml_text(condition.column)};
    if (!condition.is.empty()) parts.push_back("is = " + texts_or_text(condition.is));
    if (!condition.is_not.empty()) parts.push_back("is_not = " + texts_or_text(condition.is_not));
    const auto add = [&](std::string_view key, const std::optional<base::Decimal>& value) {
        if (value) parts.push_back(fmt::format("{} = {}", key, number(*value)));
    };
    add("above", condition.above);
    add("below", condition.below);
    add("at_least", condition.at_least);
    add("at_most", condition.at_most);
    if (condition.blank) parts.push_back(fmt::format("blank = {}", *condition.blank));
    return inline_table(parts);
}

}  // namespace outcomes::survey
