#include "libstats/survey/profile.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/embedded.hpp"
#include "libstats/survey/export_columns.hpp"
#include "libstats/survey/export_preview.hpp"
#include "libstats/survey/profile_file.hpp"
#include "libstats/survey/profile_signs.hpp"

#include <algorithm>
#include <utility>

namespace outcomes::survey {
namespace {

bool are_seen(const ExportProfile& profile, const ProfileLayout& layout, const ExportPreview& preview) {
    if (preview.n_rows() < layout.header_rows || layout.key_row > layout.header_rows) return false;
    if (layout.when.empty()) return true;
    return std::any_of(layout.when.begin(), layout.when.end(), [&](const std::vector<std::size_t>& all) {
        return std::all_of(all.begin(), all.end(),
                           [&](std::size_t sign) { return is_seen(profile.signs[sign], preview); });
    });
}

const ProfileLayout* seen_layout(const ExportProfile& profile, const ExportPreview& preview) {
    const auto found = std::find_if(profile.layouts.begin(), profile.layouts.end(),
                                    [&](const auto& layout) { return are_seen(profile, layout, preview); });
    return found == profile.layouts.end() ? nullptr : &*found;
}

void add_doubts(const ExportProfile& profile, const ProfileLayout& layout, const ExportPreview& preview,
                ExportLayout& found) {
    for (const ProfileDoubt& doubt : profile.doubts) {
        const std::size_t n_before = found.doubtful.size();
        for (const ExportColumn& column : found.columns) {
            const bool is_meant =
                doubt.role ? column.role == *doubt.role
                           : matches_any(preview.folded(layout.key_row - 1, column.field), doubt.names) ||
                                 matches_any(preview.folded(0, column.field), doubt.names);
            if (!is_meant) continue;
            found.doubtful.push_back({doubt.kind, doubt.condition});
            found.doubtful.back().drop.column = column.name;
        }
        if (doubt.only_one && found.doubtful.size() > n_before + 1) found.doubtful.resize(n_before);
    }
}

ExportLayout described(const ExportProfile& profile, const ProfileLayout& layout,
                       const ExportPreview& preview, LayoutDetail detail) {
    ExportLayout found;
    found.profile = profile.id;
    found.label = layout.label.empty() ? profile.label : layout.label;
    found.evidence = layout.evidence;
    found.header_rows = layout.header_rows;
    found.columns = export_columns(profile, layout, preview, detail);
    add_doubts(profile, layout, preview, found);
    return found;
}

ExportLayout chosen_layout(const ExportProfile& profile, const ExportPreview& preview, LayoutDetail detail) {
    const ProfileLayout* seen = seen_layout(profile, preview);
    ExportLayout layout =
        described(profile, seen != nullptr ? *seen : profile.layouts.front(), preview, detail);
    if (seen == nullptr) layout.evidence = "chosen, though the file does not look like it";
    return layout;
}

}  // namespace

std::vector<std::string> profile_ids() {
    std::vector<std::string> ids;
    for (const base::EmbeddedFile& file : profile_files()) ids.emplace_back(file.name);
    return ids;
}

ExportLayout recognise_layout(std::span<const std::vector<std::string>> first_records,
                              const std::string& profile, LayoutDetail detail) {
    const ExportPreview preview(first_records);
    const auto files = profile_files();
    if (!profile.empty()) {
        const auto chosen =
            std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name == profile; });
        base::require(chosen != files.end(), "recognise_layout: there is no such profile");
        return chosen_layout(shipped_profile(static_cast<std::size_t>(chosen - files.begin())), preview,
                             detail);
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!may_be(files[i].text, preview)) continue;
        const ExportProfile& candidate = shipped_profile(i);
        if (const ProfileLayout* layout = seen_layout(candidate, preview))
            return described(candidate, *layout, preview, detail);
    }
    throw base::ContractError("the last profile takes every file");
}

}  // namespace outcomes::survey
