#include "libstats/survey/profile_signs.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace outcomes::survey {
namespace {

/// Whether a filled text is as the sign says.
bool is_meant(const ProfileSign& sign, std::string_view text, std::string_view folded) {
    const bool is_like = (sign.like.empty() || matches_any(folded, sign.like)) &&
                         (!sign.shape || has_shape(text, *sign.shape));
    return is_like != sign.unlike;
}

bool is_candidate(const ProfileSign& sign, const ExportPreview& preview, std::size_t field) {
    if (sign.field && preview.field_at(*sign.field) != field) return false;
    if (sign.below_blank && *sign.below_blank != preview.cell(0, field).empty()) return false;
    return sign.under.empty() || matches_any(preview.folded(0, field), sign.under);
}

/// A cell of a header row.
bool is_seen_in_row(const ProfileSign& sign, const ExportPreview& preview, std::size_t field) {
    const std::size_t row = sign.row - 1;
    const std::string_view text = preview.cell(row, field);
    if (sign.blank || text.empty()) return sign.blank && text.empty();
    if (!is_meant(sign, text, preview.folded(row, field))) return false;
    if (!sign.fresh && !sign.echoed) return true;
    const auto below = preview.answers(field, sign.row);
    if (sign.echoed) return below.size() == 1 && below.front() == text;
    return std::find(below.begin(), below.end(), text) == below.end();
}

/// All cells of a field below the header rows.
bool is_seen_in_records(const ProfileSign& sign, const ExportPreview& preview, std::size_t field) {
    std::size_t n_filled = 0;
    for (std::size_t row = sign.after; row < preview.n_rows(); ++row) {
        const std::string_view text = sign.raw ? preview.raw_cell(row, field) : preview.cell(row, field);
        if (text.empty()) continue;
        ++n_filled;
        const bool meant = is_meant(sign, text,
                                    sign.like.empty() ? std::string()
                                    : sign.raw        ? std::string(text)
                                                      : base::folded(text));
        if (meant && sign.some) return true;
        if (!meant && !sign.some) return false;
    }
    return !sign.some && (n_filled > 0) != sign.blank;
}

}  // namespace

bool is_seen(const ProfileSign& sign, const ExportPreview& preview) {
    if (preview.n_rows() <= (sign.row == 0 ? sign.after : sign.row - 1)) return false;
    std::size_t n = 0;
    std::size_t n_filled = 0;
    std::map<std::string_view, std::size_t> n_alike;
    for (std::size_t field = 0; field < preview.n_fields(); ++field) {
        if (!is_candidate(sign, preview, field)) continue;
        if (sign.row > 0 && !preview.cell(sign.row - 1, field).empty()) ++n_filled;
        const bool seen =
            sign.row > 0 ? is_seen_in_row(sign, preview, field) : is_seen_in_records(sign, preview, field);
        if (!seen) continue;
        if (sign.alike)
            n = std::max(n, ++n_alike[preview.cell(sign.row - 1, field)]);
        else
            ++n;
    }
    return n >= sign.at_least && static_cast<double>(n) >= sign.share * static_cast<double>(n_filled);
}

}  // namespace outcomes::survey
