#include "cli/values.hpp"

#include "cli/usage_error.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace outcomes::cli {
namespace {

/// "scales", "scales and questions".
std::string plural(std::string_view what) {
    constexpr std::string_view between = " or ";
    const std::size_t at = what.find(between);
    if (at == std::string_view::npos) return fmt::format("{}s", what);
    return plural(what.substr(0, at)) + " and " + plural(what.substr(at + between.size()));
}

}  // namespace

std::vector<std::string> list_of(const Given& given) {
    std::vector<std::string> names;
    std::string_view rest = given.value;
    while (true) {
        const std::size_t comma = rest.find(',');
        const std::string_view name = base::trim(rest.substr(0, comma));
        if (name.empty()) {
            throw UsageError(fmt::format("{} has an empty name in \"{}\"", given.source, given.value),
                             "write the names with commas between them: a,b");
        }
        names.emplace_back(name);
        if (comma == std::string_view::npos) return names;
        rest.remove_prefix(comma + 1);
    }
}

double number_between(const Given& given, double low, double high) {
    const auto number = base::parse_double(given.value);
    if (number && *number > low && *number < high) return *number;
    throw UsageError(fmt::format("{} must be a number between {} and {}, not \"{}\"", given.source,
                                 base::shortest(low), base::shortest(high), given.value));
}

std::uint64_t whole_number(const Given& given, std::uint64_t least) {
    std::uint64_t number = 0;
    const char* end = given.value.data() + given.value.size();
    const auto [stop, error] = std::from_chars(given.value.data(), end, number);
    if (error == std::errc{} && stop == end && number >= least) return number;
    throw UsageError(
        fmt::format("{} must be a whole number from {} on, not \"{}\"", given.source, least, given.value));
}

std::size_t choice_of(const Given& given, std::initializer_list<std::string_view> words) {
    const auto found = std::find(words.begin(), words.end(), given.value);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    const std::vector<std::string> known(words.begin(), words.end());
    throw UsageError(
        fmt::format("{} must be {}, not \"{}\"", given.source, base::joined(known, "or"), given.value),
        base::did_you_mean(given.value, known));
}

void require_known(const std::vector<std::string>& names, const std::vector<std::string>& known,
                   std::string_view what, std::string_view where) {
    for (const std::string& name : names) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        std::string help = base::did_you_mean(name, known);
        if (help.empty()) help = fmt::format("the {} are {}", plural(what), base::joined(known, "and", 40));
        throw UsageError(
            fmt::format("there is no {} called \"{}\"{}{}", what, name, where.empty() ? "" : " in ", where),
            help);
    }
}

}  // namespace outcomes::cli
