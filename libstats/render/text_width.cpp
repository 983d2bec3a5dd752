#include "libstats/render/text_width.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace outcomes::render {
namespace {

/// Advance widths of Arial in thousandths of an em, characters 32 to 126.
constexpr std::array<int, 95> regular{
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};
constexpr std::array<int, 95> heavy{
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584};

constexpr std::string_view joiner = "\xE2\x80\x8D";
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

/// Thousandths of an em of what Arial has beyond ASCII and charts write.
struct Sign {
    std::string_view bytes;
    int width;
};
constexpr std::array signs{
    Sign{ellipsis, 1000},       Sign{"\xE2\x88\x92", 584},  // minus
    Sign{"\xE2\x80\x93", 556},                              // en dash
    Sign{"\xE2\x86\x90", 1000},                             // arrow to the left
    Sign{"\xE2\x86\x92", 1000},                             // arrow to the right
};

std::size_t length_at(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length =
        lead < 0x80 ? 1 : (lead >= 0xF0 ? 4 : (lead >= 0xE0 ? 3 : (lead >= 0xC0 ? 2 : 1)));
    return std::min(length, text.size());
}

int thousandths(std::string_view character, bool bold) {
    const auto code = static_cast<unsigned char>(character.front());
    if (code >= 32 && code < 127) return (bold ? heavy : regular)[code - 32];
    for (const Sign& sign : signs) {
        if (sign.bytes == character) return sign.width;
    }
    const std::size_t columns = base::display_width(character);
    return columns == 0 ? 0 : (columns == 1 ? 600 : 1000);
}

/// What the eye takes for one character: accents and joined emoji stay with what they belong to.
std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> found;
    bool joins = false;
    while (!text.empty()) {
        const std::string_view next = text.substr(0, length_at(text));
        const bool belongs = joins || (next.size() > 1 && base::display_width(next) == 0);
        if (belongs && !found.empty())
            found.back() = {found.back().data(), found.back().size() + next.size()};
        else
            found.push_back(next);
        joins = next == joiner;
        text.remove_prefix(next.size());
    }
    return found;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// Fills lines of one width.
class Filler {
  public:
    Filler(double width, double size, bool bold) : width_(width), size_(size), bold_(bold) {}

    void add(std::string_view word) {
        const std::string joined =
            lines_.back().empty() ? std::string(word) : lines_.back() + " " + std::string(word);
        if (fits(joined)) {
            lines_.back() = joined;
            return;
        }
        if (!lines_.back().empty()) lines_.emplace_back();
        if (fits(word)) {
            lines_.back() = word;
            return;
        }
        for (const std::string_view character : characters(word)) {
            if (!lines_.back().empty() && !fits(lines_.back() + std::string(character)))
                lines_.emplace_back();
            lines_.back() += character;
        }
    }

    Lines take(std::size_t most) {
        if (lines_.size() <= most) return {std::move(lines_), false};
        lines_.resize(most);
        auto kept = characters(lines_.back());
        std::string last = lines_.back();
        while (!kept.empty() && !fits(last + std::string(ellipsis))) {
            last.resize(last.size() - kept.back().size());
            kept.pop_back();
        }
        lines_.back() = std::string(base::trim(last)) + std::string(ellipsis);
        return {std::move(lines_), true};
    }

  private:
    [[nodiscard]] bool fits(std::string_view line) const { return text_room(line, size_, bold_) <= width_; }

    double width_, size_;
    bool bold_;
    std::vector<std::string> lines_{""};
};

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
    int sum = 0;
    while (!text.empty()) {
        const std::string_view next = text.substr(0, length_at(text));
        sum += thousandths(next, bold);
        text.remove_prefix(next.size());
    }
    return sum * size / 1000;
}

double text_room(std::string_view text, double size, bool bold) {
    return text_width(text, size, bold) * wider_font;
}

Lines wrap_to(std::string_view text, double width, double size, std::size_t most, bool bold) {
    const std::string clean = base::printable(text);
    Filler filler(width, size, bold);
    for (const std::string_view word : words_of(clean)) filler.add(word);
    return filler.take(std::max<std::size_t>(most, 1));
}

}  // namespace outcomes::render
