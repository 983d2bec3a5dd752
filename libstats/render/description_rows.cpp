#include "libstats/render/description_rows.hpp"

#include <algorithm>

namespace outcomes::render {
namespace {

using Rows = std::vector<const findings::Description*>;

void add_term(Rows& rows, const findings::Description& row) {
    const bool known =
        std::any_of(rows.begin(), rows.end(), [&](const auto* other) { return other->term == row.term; });
    if (!known) rows.push_back(&row);
}

const Rows& rows_in(const std::map<std::string, Rows, std::less<>>& all, const std::string& key) {
    static const Rows nothing;
    const auto found = all.find(key);
    return found == all.end() ? nothing : found->second;
}

}  // namespace

DescriptionIndex::DescriptionIndex(const findings::StudyDescription& study) {
    for (const Row& row : study.results) {
        const Key key{row.wave, row.wave_to, row.scale, row.term, row.statistic};
        if (row.answer.empty() && row.statistic != "answer")
            figures_.emplace(key, &row);
        else
            answers_[key].push_back(&row);
        if (row.scale.empty())
            add_term(terms_[row.level], row);
        else
            add_term(items_[row.scale], row);
    }
}

const DescriptionIndex::Row* DescriptionIndex::find_within(std::string_view scale, std::string_view wave,
                                                           std::string_view term,
                                                           std::string_view statistic) const {
    const auto found = figures_.find(Key{wave, "", scale, term, statistic});
    return found == figures_.end() ? nullptr : found->second;
}

const DescriptionIndex::Row* DescriptionIndex::find(std::string_view wave, std::string_view term,
                                                    std::string_view statistic) const {
    return find_within("", wave, term, statistic);
}

const DescriptionIndex::Row* DescriptionIndex::find_retest(std::string_view from, std::string_view to,
                                                           std::string_view term,
                                                           std::string_view statistic) const {
    const auto found = figures_.find(Key{from, to, "", term, statistic});
    return found == figures_.end() ? nullptr : found->second;
}

std::vector<const DescriptionIndex::Row*> DescriptionIndex::answers(std::string_view wave,
                                                                    std::string_view term,
                                                                    std::string_view statistic) const {
    const auto found = answers_.find(Key{wave, "", "", term, statistic});
    return found == answers_.end() ? std::vector<const Row*>() : found->second;
}

const std::vector<const DescriptionIndex::Row*>& DescriptionIndex::terms(const std::string& level) const {
    return rows_in(terms_, level);
}

const std::vector<const DescriptionIndex::Row*>& DescriptionIndex::items(const std::string& scale) const {
    return rows_in(items_, scale);
}

}  // namespace outcomes::render
