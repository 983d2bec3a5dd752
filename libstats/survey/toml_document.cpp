#include "libstats/survey/toml_document.hpp"

#include "libstats/base/text.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <utility>

namespace outcomes::survey {
namespace {

Mark mark_of(const toml::source_region& region) {
    const bool one_line = region.begin.line == region.end.line && region.end.column > region.begin.column;
    return {region.begin.line, region.begin.column, one_line ? region.end.column - region.begin.column : 1};
}

class Converter {
  public:
    explicit Converter(const std::vector<std::string>& lines) : lines_(lines) {}

    TomlValue convert(const toml::node& node) const {
        TomlValue value;
        value.mark = mark_of(node.source());
        node.visit([&](const auto& typed) { fill(value, typed); });
        return value;
    }

  private:
    void fill(TomlValue& value, const toml::table& table) const {
        value.kind = TomlKind::table;
        for (const auto& [key, node] : table) {
            value.entries.push_back({std::string(key.str()), mark_of(key.source()), convert(node)});
        }
        std::stable_sort(
            value.entries.begin(), value.entries.end(), [](const TomlEntry& a, const TomlEntry& b) {
                return std::tie(a.mark.line, a.mark.column) < std::tie(b.mark.line, b.mark.column);
            });
    }

    void fill(TomlValue& value, const toml::array& array) const {
        value.kind = TomlKind::list;
        for (const toml::node& node : array) value.list.push_back(convert(node));
    }

    void fill(TomlValue& value, const toml::value<std::string>& text) const {
        value.kind = TomlKind::text;
        value.text = text.get();
    }

    void fill(TomlValue& value, const toml::value<std::int64_t>& whole) const {
        value.kind = TomlKind::whole;
        value.number = static_cast<double>(whole.get());
        const bool decimal = whole.flags() == toml::value_flags::none;
        value.text = decimal ? number_as_written(value.mark) : std::to_string(whole.get());
    }

    void fill(TomlValue& value, const toml::value<double>& real) const {
        value.kind = TomlKind::real;
        value.number = real.get();
        value.text = number_as_written(value.mark);
    }

    void fill(TomlValue& value, const toml::value<bool>& flag) const {
        value.kind = TomlKind::flag;
        value.flag = flag.get();
    }

    void fill(TomlValue& value, const toml::value<toml::date>&) const {
        value.kind = TomlKind::date;
        value.text = as_written(value.mark);
    }

    template <class Time>
    void fill(TomlValue& value, const toml::value<Time>&) const {
        value.kind = TomlKind::time;
        value.text = as_written(value.mark);
    }

    std::string as_written(const Mark& mark) const {
        return base::substring(lines_.at(mark.line - 1), mark.column - 1, mark.length);
    }

    /// 2.50 stays "2.50": how many decimals were written matters to exact scores.
    std::string number_as_written(const Mark& mark) const {
        std::string text = as_written(mark);
        std::erase(text, '_');
        if (text.starts_with('+')) text.erase(0, 1);
        return text;
    }

    const std::vector<std::string>& lines_;
};

}  // namespace

const TomlEntry* TomlValue::find(std::string_view key) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const TomlEntry& e) { return e.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

std::vector<std::string> lines_of(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.emplace_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::variant<TomlValue, TomlFault> parse_toml(std::string_view text) {
    try {
        const toml::table table = toml::parse(text);
        const std::vector<std::string> lines = lines_of(text);
        return Converter(lines).convert(table);
    } catch (const toml::parse_error& error) {
        return TomlFault{std::string(error.description()), mark_of(error.source())};
    }
}

}  // namespace outcomes::survey
