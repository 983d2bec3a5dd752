#include "libstats/stats/friedman.hpp"
#include "tests/mapping/mappers.hpp"

#include <algorithm>

namespace outcomes::tests {
namespace {

/// More than a program would spend: the references were not in a hurry.
constexpr double patient = 4e8;

/// The people with a score on every occasion, on one grid.
struct Occasions {
    std::vector<std::string> names;
    base::Grid rows;
    std::size_t k = 0;
    std::size_t n_rows = 0;

    [[nodiscard]] std::size_t n() const { return rows.units.size() / k; }
    [[nodiscard]] stats::OccasionTable table() const {
        return {.units = rows.units, .k = k, .denominator = rows.denominator};
    }
};

Occasions occasions_of(const MapCase& one) {
    Occasions result;
    result.n_rows = one.n_rows();
    std::vector<std::vector<std::optional<base::Decimal>>> columns;
    for (const std::string& name : one.names) {
        if (name == "id") continue;
        result.names.push_back(name);
        columns.push_back(decimals(one.column(name)));
    }
    result.k = columns.size();
    std::vector<base::Decimal> complete;
    for (std::size_t i = 0; i < result.n_rows; ++i) {
        if (std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return !column[i]; }))
            continue;
        for (const auto& column : columns) complete.push_back(*column[i]);
    }
    result.rows = base::common_grid(complete).value();
    return result;
}

void put_columns(const MapCase& one, const Occasions& occasions, const Sink& sink) {
    for (const std::string& name : occasions.names) {
        std::vector<base::Decimal> written;
        std::size_t n_missing = 0;
        for (const auto& value : decimals(one.column(name))) {
            if (value)
                written.push_back(*value);
            else
                ++n_missing;
        }
        map_sample(base::common_grid(written).value(), n_missing, sink.under(name));
    }
}

void put_f(const stats::FTest& test, const Sink& sink) {
    sink.put("F", test.f);
    sink.put("df1", test.df1);
    sink.put("df2", test.df2);
    sink.put("p", test.p);
}

void put_friedman(const Occasions& occasions, const Sink& sink) {
    const auto test = stats::friedman(occasions.table(), patient);
    if (!test) return sink.none("friedman");
    const Sink at = sink.under("friedman");
    at.put("chi2", test->chi2);
    at.put("df", test->df);
    at.put("p", test->p);
    at.put_list("rank_sums", std::span(test->rank_sums));
    at.put_list("mean_ranks", std::span(test->mean_ranks));
    at.put("kendall_W", test->kendall_w);
    put_f(test->iman_davenport, at.under("iman_davenport"));
    if (test->p_exact) at.put("p_exact_conditional", *test->p_exact);
}

}  // namespace

void map_repeated_case(const MapCase& one, Sink root) {
    const Sink sink = root.under("repeated");
    const Occasions occasions = occasions_of(one);
    sink.put("n_rows", occasions.n_rows);
    sink.put("n_complete", occasions.n());
    put_columns(one, occasions, sink.under("columns"));
    put_friedman(occasions, sink);
}

void map_pvalues_case(const MapCase& /*one*/, Sink /*sink*/) {}

void map_power_case(const MapCase& /*one*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
