#include "libstats/analysis/verify.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "libstats/render/agreement.hpp"

#include <algorithm>

namespace outcomes::cli {
namespace {

std::string document(const std::vector<render::Agreement>& rows, const Style& style) {
    if (style.format == Format::text) return render::agreement_text(rows, style.width);
    return render::grid_document("outcomes.verify/1", render::agreement_grid(rows), style.format);
}

}  // namespace

int run_verify(const Settings& settings) {
    check_targets(settings, {});
    std::vector<render::Agreement> rows;
    for (const analysis::VerifyRow& row : analysis::verify()) {
        rows.push_back({row.example, row.method, row.statistic, row.source, row.expected, row.got, row.digits,
                        row.wanted});
    }
    write_all(settings, [&](const Style& style) { return document(rows, style); });
    const bool agree = std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.passed(); });
    return agree ? exit_code::done : exit_code::found_errors;
}

}  // namespace outcomes::cli
