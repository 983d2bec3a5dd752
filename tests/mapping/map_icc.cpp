#include "libstats/stats/icc.hpp"
#include "tests/mapping/mappers.hpp"

#include <algorithm>

namespace outcomes::tests {
namespace {

void put_icc(const Sink& sink, const std::string& key, const stats::Icc& icc, bool known) {
    const Sink at = sink.under(key);
    if (!known || !icc.estimate) return sink.degenerate(key);
    at.put("est", *icc.estimate);
    if (icc.ci)
        at.put("ci", *icc.ci);
    else
        at.degenerate("ci");  // outside the range of the coefficient, or without error
}

void put_icc_test(const Sink& sink, const std::string& key, const base::Outcome<stats::IccTest>& test) {
    if (!test) return;  // the whole key is degenerate then
    const Sink at = sink.under(key);
    at.put("F", test->f);
    at.put("df1", test->df1);
    at.put("df2", test->df2);
    at.put("p", test->p_value);
}

}  // namespace

void put_icc_family(const Sink& at, const base::Outcome<stats::IccFamily>& family) {
    if (!family) {  // no variation at all: the reference divides 0 by 0
        for (const char* key :
             {"MSR", "MSC", "MSE", "MSW", "ICC_1_1", "ICC_1_k", "ICC_C_1", "ICC_C_k", "ICC_A_1", "ICC_A_k"})
            at.degenerate(key);
        return;
    }
    const auto& squares = family->squares;
    at.put("n", squares.n);
    at.put("k", squares.k);
    at.put("MSR", squares.people);
    at.put("MSC", squares.times);
    at.put("MSE", squares.error);
    at.put("MSW", squares.within);
    // Without error F is infinite, or rounding noise over rounding noise.
    const bool one_way = family->one_way_test.has_value();
    const bool consistent = family->consistency_test.has_value();
    put_icc(at, "ICC_1_1", family->one_way_single, one_way);
    put_icc_test(at, "ICC_1_1", family->one_way_test);
    put_icc(at, "ICC_1_k", family->one_way_average, one_way);
    put_icc(at, "ICC_C_1", family->consistency_single, consistent);
    put_icc_test(at, "ICC_C_1", family->consistency_test);
    put_icc(at, "ICC_C_k", family->consistency_average, consistent);
    const bool agree = family->agreement_df.has_value();
    put_icc(at, "ICC_A_1", family->agreement_single, agree);
    if (agree) at.under("ICC_A_1").put("v", *family->agreement_df);
    put_icc(at, "ICC_A_k", family->agreement_average, agree);
}

void map_icc(const std::vector<std::vector<double>>& rows, Sink sink) {
    const std::size_t k = rows.empty() ? 0 : rows.front().size();
    if (k == 0) return;
    std::vector<base::Decimal> written;
    for (const auto& row : rows) {
        for (const double value : row) written.push_back(base::parse_decimal(base::shortest(value)).value());
    }
    const base::Grid grid = base::common_grid(written).value();
    const std::int64_t lowest = *std::min_element(grid.units.begin(), grid.units.end());
    stats::ItemMoments moments(k, grid.denominator);
    std::vector<std::int64_t> answers(k);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < k; ++j) answers[j] = grid.units[i * k + j] - lowest;
        moments.add(answers);
    }
    put_icc_family(sink, stats::icc(moments));
}

}  // namespace outcomes::tests
