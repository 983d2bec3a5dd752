#include "libstats/analysis/method_entries.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace outcomes::analysis {
namespace {

const std::vector<MethodEntry>& entries() {
    static const std::vector<MethodEntry> all = [] {
        std::vector<MethodEntry> list;
        for (const auto family :
             {entries_of_means(), entries_of_effects(), entries_of_ranks(), entries_of_shares(),
              entries_of_share_differences(), entries_of_tables(), entries_of_agreement(), entries_of_waves(),
              entries_of_items(), entries_of_groups(), entries_of_survey(), entries_of_rates(),
              entries_of_occasions(), entries_of_numbers()})
            list.insert(list.end(), family.begin(), family.end());
        return list;
    }();
    return all;
}

const std::vector<MethodInfo>& infos() {
    static const std::vector<MethodInfo> list = [] {
        std::vector<MethodInfo> all;
        for (const MethodEntry& entry : entries()) all.push_back(entry.info);
        return all;
    }();
    return list;
}

}  // namespace

std::span<const MethodInfo> methods() {
    return infos();
}

const MethodInfo* find_method(std::string_view id) {
    const auto& list = infos();
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& info) { return info.id == id; });
    return found == list.end() ? nullptr : &*found;
}

std::string measures_in_words(const MethodInfo& method) {
    constexpr std::array<std::string_view, 4> words{"scales and long numbers", "ordered questions",
                                                    "questions with two answers", "answers without order"};
    std::string text;
    for (std::size_t kind = 0; kind < words.size(); ++kind) {
        if (!admits(method, static_cast<MeasureKind>(kind))) continue;
        if (!text.empty()) text += ", ";
        text += words.at(kind);
    }
    return text;
}

std::span<const MethodEntry> method_entries() {
    return entries();
}

const MethodEntry* find_entry(std::string_view id) {
    const auto& all = entries();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const MethodEntry& entry) { return entry.info.id == id; });
    return found == all.end() ? nullptr : &*found;
}

bool admits(const MethodInfo& info, MeasureKind kind) {
    constexpr std::array<std::string_view, 4> names{"mean", "ordered", "binary", "nominal"};
    return info.measures.find(names.at(static_cast<std::size_t>(kind))) != std::string_view::npos;
}

HeadlineChoice headline_method(MeasureKind kind, survey::Headline estimand, bool has_households,
                               bool has_links) {
    const bool of_people = estimand == survey::Headline::people;
    if (kind == MeasureKind::nominal) return {"stuart_maxwell", "answers without order, linked people"};
    if (kind == MeasureKind::ordered) {
        return of_people ? HeadlineChoice{"net_share", "one ordered question, linked people"}
                         : HeadlineChoice{"share_middle", "one ordered question, everyone"};
    }
    if (kind == MeasureKind::binary) {
        return of_people ? HeadlineChoice{"newcombe_paired", "two answers, linked people"}
                         : HeadlineChoice{"newcombe", "two answers, everyone"};
    }
    if (of_people) {
        return has_households ? HeadlineChoice{"paired_cr2", "mean of linked people, households known"}
                              : HeadlineChoice{"paired_t", "mean of linked people"};
    }
    if (has_households) return {"overlap_cr2", "mean of everyone, households known"};
    return has_links ? HeadlineChoice{"overlap_t", "mean of everyone, some linked"}
                     : HeadlineChoice{"welch_t", "mean of everyone, nobody linked"};
}

}  // namespace outcomes::analysis
