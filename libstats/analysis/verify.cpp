#include "libstats/analysis/verify.hpp"

#include "libstats/analysis/embedded.hpp"
#include "libstats/analysis/verify_examples.hpp"
#include "libstats/analysis/verify_support.hpp"
#include "libstats/base/outcome.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace outcomes::analysis {
namespace {

/// NIST Statistical Reference Datasets, univariate: certified mean and standard deviation.
struct CertifiedSet {
    std::string_view name;
    std::string_view mean;
    std::string_view sd;
};

constexpr std::array certified_sets{
    CertifiedSet{"PiDigits", "4.53480000000000", "2.86733906028871"},
    CertifiedSet{"Lottery", "518.958715596330", "291.699727470969"},
    CertifiedSet{"Lew", "-177.435000000000", "277.332168044316"},
    CertifiedSet{"Mavro", "2.00185600000000", "0.000429123454003053"},
    CertifiedSet{"Michelso", "299.852400000000", "0.0790105478190518"},
    CertifiedSet{"NumAcc1", "10000002", "1"},
    CertifiedSet{"NumAcc2", "1.2", "0.1"},
    CertifiedSet{"NumAcc3", "1000000.2", "0.1"},
    CertifiedSet{"NumAcc4", "10000000.2", "0.1"},
};

constexpr int nist_header_lines = 60;
constexpr double nist_digits = 14.95;  // 15 when rounded: the certified values carry 15

std::string_view data_of(std::string_view name) {
    const auto files = embedded_files();
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name == name; });
    base::require(found != files.end(), "a certified data set is not built in");
    std::string_view text = found->text;
    for (int line = 0; line < nist_header_lines; ++line) text.remove_prefix(text.find('\n') + 1);
    return text;
}

std::vector<VerifyRow> verify_nist(const CertifiedSet& set) {
    const ExampleGrid grid = example_grid(data_of(set.name));
    const stats::Moments moments = *stats::moments(grid.view());
    VerifyRows rows("NIST " + std::string(set.name), "NIST StRD univariate, certified");
    rows.add("descriptives", "mean", set.mean, moments.mean, nist_digits);
    rows.add("descriptives", "sd", set.sd, *moments.sd, nist_digits);
    return rows.take();
}

}  // namespace

std::vector<VerifyRow> verify() {
    std::vector<VerifyRow> all;
    const auto append = [&](std::vector<VerifyRow> rows) {
        std::move(rows.begin(), rows.end(), std::back_inserter(all));
    };
    for (const CertifiedSet& set : certified_sets) append(verify_nist(set));
    append(verify_paired_examples());
    append(verify_overlap_examples());
    append(verify_share_examples());
    append(verify_other_examples());
    append(verify_instruments());
    return all;
}

}  // namespace outcomes::analysis
