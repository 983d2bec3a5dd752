#include "libstats/analysis/context_rows.hpp"

#include "libstats/analysis/item_moments.hpp"
#include "libstats/analysis/run_support.hpp"
#include "libstats/analysis/scale_doubts.hpp"
#include "libstats/stats/reliability.hpp"

namespace outcomes::analysis {

findings::Finding reliability_row(const survey::Study& study, const survey::Scale& scale,
                                  const survey::WaveData& wave, double level) {
    findings::Finding row;
    row.analysis = "reliability";
    row.term = scale.id;
    row.label = scale.label;
    row.level = "scale";
    row.wave_from = wave.id;
    row.method = "alpha";
    row.policy = "listwise; Feldt interval";
    row.estimate_type = "alpha";
    if (scale.items.size() < 2) {
        row.reason = base::reason_id(base::Reason::one_item);
        return row;
    }
    const stats::ItemMoments moments = item_moments(survey::item_matrix(study, scale, wave));
    if (!items_against_rest(moments).empty()) add_note(row, "doubtful_key");
    const auto alpha = stats::cronbach_alpha(moments, level);
    if (!alpha) {
        row.reason = base::reason_id(alpha.reason());
        return row;
    }
    row.n = static_cast<std::uint64_t>(alpha->n_persons);
    row.n_from = row.n;
    row.estimate = alpha->alpha;
    row.conf_low = alpha->alpha_ci.low;
    row.conf_high = alpha->alpha_ci.high;
    row.conf_level = level;
    if (alpha->n_persons < 50) add_note(row, "fewer_than_50_people");
    return row;
}

}  // namespace outcomes::analysis
