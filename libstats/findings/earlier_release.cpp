#include "libstats/findings/earlier_release.hpp"

#include "libstats/findings/disclose_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <unordered_map>

namespace outcomes::findings {
namespace {

constexpr std::array counts{&Finding::n, &Finding::n_from, &Finding::n_to, &Finding::n_pairs};
constexpr std::array figures{&Finding::mean_from,  &Finding::mean_to,    &Finding::sd_from,
                             &Finding::sd_to,      &Finding::estimate,   &Finding::conf_low,
                             &Finding::conf_high,  &Finding::p_value,    &Finding::effect,
                             &Finding::effect_low, &Finding::effect_high};

std::string key_of(const Finding& row) {
    std::string key;
    for (const std::string* part :
         {&row.analysis, &row.term, &row.group, &row.subgroup, &row.estimand, &row.method, &row.wave_from}) {
        key += *part;
        key += '\n';
    }
    return key;
}

bool shows_the_same(const Finding& now, const Finding& before) {
    return std::all_of(counts.begin(), counts.end(), [&](const auto n) { return now.*n == before.*n; }) &&
           std::all_of(figures.begin(), figures.end(),
                       [&](const auto value) { return now.*value == before.*value; });
}

/// True if some number of people differs by few, or not at all.
bool differs_by_few(const Finding& now, const Finding& before, std::uint64_t few) {
    // a row that counts people has its number in `n`; what it is a share of tells nothing about them
    const std::ptrdiff_t compared = now.analysis == "response" ? 1 : std::ssize(counts);
    return std::any_of(counts.begin(), counts.begin() + compared, [&](const auto n) {
        if (!(now.*n) || !(before.*n)) return false;
        const std::uint64_t a = *(now.*n);
        const std::uint64_t b = *(before.*n);
        return (a > b ? a - b : b - a) < few;
    });
}

}  // namespace

std::size_t hide_differences(StudyFindings& study, const EarlierRelease& earlier, std::size_t threshold,
                             std::size_t round) {
    std::unordered_map<std::string, const Finding*> before;
    for (const Finding& row : earlier.results) before.try_emplace(key_of(row), &row);
    std::size_t hidden = 0;
    for (Finding& row : study.results) {
        if (row.suppressed || row.term == "eligible") continue;
        const auto found = before.find(key_of(row));
        if (found == before.end() || found->second->suppressed) continue;
        if (shows_the_same(row, *found->second)) continue;
        if (!differs_by_few(row, *found->second, threshold + round)) continue;
        suppress(row);
        ++hidden;
    }
    return hidden;
}

}  // namespace outcomes::findings
