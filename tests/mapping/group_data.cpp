#include "tests/mapping/group_data.hpp"

#include <algorithm>

namespace outcomes::tests {
namespace {

std::vector<std::string> group_names(const MapCase& one) {
    const auto control = one.params.at("control").get<std::string>();
    std::vector<std::string> names;
    for (const std::string& name : one.column("group")) {
        if (!name.empty() && name != control) names.push_back(name);
    }
    std::ranges::sort(names);
    const auto doubles = std::ranges::unique(names);
    names.erase(doubles.begin(), doubles.end());
    names.insert(names.begin(), control);
    return names;
}

}  // namespace

std::vector<std::string> GroupData::with_groups(std::vector<std::string> first) const {
    for (std::size_t g = 1; g < names.size(); ++g) first.push_back("g" + names[g]);
    return first;
}

std::vector<std::string> GroupData::did_names() const {
    std::vector<std::string> all = with_groups({"(Intercept)"});
    all.emplace_back("time");
    for (std::size_t g = 1; g < names.size(); ++g) all.push_back("g" + names[g] + ":time");
    return all;
}

GroupData group_data(const MapCase& one) {
    GroupData data;
    data.names = group_names(one);
    const Waves all = waves_of(one.column("baseline"), one.column("repeat"));
    data.waves.assign(data.names.size(), Waves{.baseline = {}, .repeat = {}, .denominator = all.denominator});
    const auto denominator = static_cast<double>(all.denominator);
    for (std::size_t i = 0; i < all.baseline.size(); ++i) {
        const auto group = std::ranges::find(data.names, one.column("group")[i]);
        if (group == data.names.end() || !all.baseline[i] || !all.repeat[i]) continue;
        const auto g = static_cast<std::size_t>(group - data.names.begin());
        data.waves[g].baseline.push_back(all.baseline[i]);
        data.waves[g].repeat.push_back(all.repeat[i]);
        data.baseline.push_back(static_cast<double>(*all.baseline[i]) / denominator);
        data.repeat.push_back(static_cast<double>(*all.repeat[i]) / denominator);
        data.groups.push_back(static_cast<std::uint32_t>(g));
        data.rows.push_back(i);
    }
    return data;
}

}  // namespace outcomes::tests
