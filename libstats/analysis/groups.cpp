#include "libstats/analysis/groups.hpp"

#include "libstats/survey/members.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace outcomes::analysis {
namespace {

using survey::WaveData;

/// The group of every sheet of both waves; -1: in none.
struct Division {
    std::vector<std::string> labels;
    std::vector<std::int32_t> from, to;
};

Division divide(const survey::Study& study, const survey::Subgroup& subgroup, const WavePair& waves) {
    const std::array<const WaveData*, 2> both{waves.from, waves.to};
    survey::Members members = survey::members_of(study, subgroup, both);
    Division division{std::move(members.labels), std::move(members.of_sheet[0]),
                      std::move(members.of_sheet[1])};
    for (const survey::LinkedPair& pair : waves.linkage.pairs) {
        if (division.from[pair.from] >= 0)
            division.to[pair.to] = division.from[pair.from];
        else
            division.from[pair.from] = division.to[pair.to];
    }
    return division;
}

template <class Value>
std::vector<Value> taken(const std::vector<Value>& values, const std::vector<std::uint32_t>& sheets) {
    std::vector<Value> out;
    if (values.empty()) return out;
    out.reserve(sheets.size());
    for (const std::uint32_t sheet : sheets) out.push_back(values[sheet]);
    return out;
}

WaveData part_of(const WaveData& wave, const std::vector<std::int32_t>& group_of, std::int32_t group) {
    std::vector<std::uint32_t> sheets;
    for (std::uint32_t s = 0; s < wave.size(); ++s) {
        if (group_of[s] == group) sheets.push_back(s);
    }
    WaveData part;
    part.id = wave.id;
    part.label = wave.label;
    part.tables = wave.tables;
    part.layouts = wave.layouts;
    part.sheets = taken(wave.sheets, sheets);
    part.person = taken(wave.person, sheets);
    part.household = taken(wave.household, sheets);
    part.n_records = sheets.size();
    part.n_blank_id =
        static_cast<std::size_t>(std::count(part.person.begin(), part.person.end(), survey::none));
    return part;
}

std::unique_ptr<GroupPart> part_with(const survey::Subgroup& subgroup, const Division& division,
                                     std::int32_t group, const WavePair& waves) {
    auto part = std::make_unique<GroupPart>();
    part->group = subgroup.id;
    part->subgroup = group < 0 ? std::string() : division.labels[static_cast<std::size_t>(group)];
    part->data.push_back(part_of(*waves.from, division.from, group));
    part->data.push_back(part_of(*waves.to, division.to, group));
    part->waves = pair_waves(part->data[0], part->data[1]);
    return part;
}

}  // namespace

std::vector<std::unique_ptr<GroupPart>> group_parts(const survey::Study& study,
                                                    const std::vector<const survey::Subgroup*>& subgroups,
                                                    const WavePair& waves) {
    std::vector<std::unique_ptr<GroupPart>> parts;
    for (const survey::Subgroup* subgroup : subgroups) {
        const Division division = divide(study, *subgroup, waves);
        const auto n_groups = static_cast<std::int32_t>(division.labels.size());
        for (std::int32_t group = 0; group < n_groups; ++group)
            parts.push_back(part_with(*subgroup, division, group, waves));
        parts.push_back(part_with(*subgroup, division, -1, waves));
    }
    return parts;
}

std::vector<findings::SubgroupFacts> subgroup_facts(const std::vector<const survey::Subgroup*>& subgroups,
                                                    const std::vector<std::unique_ptr<GroupPart>>& parts) {
    std::vector<findings::SubgroupFacts> facts;
    for (const survey::Subgroup* subgroup : subgroups) {
        facts.push_back({subgroup->id, subgroup->label.empty() ? subgroup->id : subgroup->label, {}});
        for (const auto& part : parts) {
            if (part->group == subgroup->id && !part->subgroup.empty())
                facts.back().groups.push_back(part->subgroup);
        }
    }
    return facts;
}

std::vector<findings::Finding> group_response_rows(const survey::Study& study, const GroupPart& part) {
    std::vector<findings::Finding> rows;
    const auto add = [&](const char* term, const char* label, const std::string& wave, std::size_t n) {
        findings::Finding row;
        row.analysis = "response";
        row.term = term;
        row.label = label;
        row.level = "study";
        row.wave_from = wave;
        row.group = part.group;
        row.subgroup = part.subgroup;
        row.method = "count";
        row.n = n;
        rows.push_back(std::move(row));
    };
    add("answered", "Answered", part.data[0].id, part.data[0].size());
    add("answered", "Answered", part.data[1].id, part.data[1].size());
    const bool has_ids = !study.columns.id.empty() || study.columns.row_is_person;
    if (has_ids)
        add("linked", "Answered both times, linked", part.data[0].id, part.waves.linkage.pairs.size());
    return rows;
}

}  // namespace outcomes::analysis
