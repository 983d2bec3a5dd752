#include "libstats/analysis/references.hpp"

#include "libstats/analysis/embedded.hpp"

#include <algorithm>

namespace outcomes::analysis {
namespace {

constexpr std::string_view opening = "- **";
constexpr std::string_view closing = "** ";

/// A line "- **key** text" of the list; lines of other forms are prose.
void add_line(std::string_view line, std::vector<Reference>& list) {
    if (!line.starts_with(opening)) return;
    const auto end = line.find(closing, opening.size());
    if (end == std::string_view::npos) return;
    list.push_back({line.substr(opening.size(), end - opening.size()), line.substr(end + closing.size())});
}

std::vector<Reference> parsed(std::string_view text) {
    std::vector<Reference> list;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        add_line(text.substr(0, end), list);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return list;
}

const std::vector<Reference>& list() {
    static const std::vector<Reference> all = parsed(embedded_references().front().text);
    return all;
}

std::vector<std::string_view> words_of(std::string_view keys) {
    std::vector<std::string_view> words;
    while (!keys.empty()) {
        const auto end = std::min(keys.find(' '), keys.size());
        if (end > 0) words.push_back(keys.substr(0, end));
        keys.remove_prefix(std::min(end + 1, keys.size()));
    }
    return words;
}

}  // namespace

std::span<const Reference> references() {
    return list();
}

const Reference* find_reference(std::string_view key) {
    const auto found = std::ranges::find(list(), key, &Reference::key);
    return found == list().end() ? nullptr : &*found;
}

std::vector<Reference> references_of(std::string_view keys) {
    std::vector<Reference> works;
    for (const std::string_view key : words_of(keys)) {
        if (const Reference* work = find_reference(key)) works.push_back(*work);
    }
    return works;
}

std::string short_citation(std::string_view keys) {
    std::string text;
    for (const Reference& work : references_of(keys)) {
        const auto year_end = work.text.find(").");
        text += text.empty() ? "" : "; ";
        text += work.text.substr(0, year_end == std::string_view::npos ? work.text.size() : year_end + 1);
    }
    return text;
}

}  // namespace outcomes::analysis
