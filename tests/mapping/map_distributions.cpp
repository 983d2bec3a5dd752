#include "libstats/stats/distributions.hpp"
#include "libstats/stats/exact_distribution.hpp"
#include "tests/mapping/mappers.hpp"

#include <functional>
#include <vector>

namespace outcomes::tests {
namespace {

/// The arguments of one point of the grid: numbers, or texts that hold one.
class Point {
  public:
    explicit Point(const nlohmann::json& point) : point_(point) {}

    [[nodiscard]] double at(const char* name) const { return number(point_.at(name)); }
    [[nodiscard]] std::int64_t whole(const char* name) const { return static_cast<std::int64_t>(at(name)); }

    static double number(const nlohmann::json& value) {
        if (value.is_number()) return value.get<double>();
        return base::parse_double(value.get<std::string>()).value();
    }

  private:
    const nlohmann::json& point_;
};

struct Function {
    const char* list;
    const char* value;  ///< the key of the result
    std::function<double(const Point&)> call;
};

double signed_rank_cdf(const Point& point) {
    std::vector<stats::RankGroup> ranks;
    for (std::int64_t rank = 1; rank <= point.whole("n"); ++rank) ranks.push_back({2 * rank, 1});
    return stats::exact_tails(ranks, 2 * point.whole("V"))->lower;
}

const Function functions[] = {
    {"t_two_sided_p", "value", [](auto& at) { return stats::t_two_sided_p(at.at("t"), at.at("df")); }},
    {"t_quantile", "value", [](auto& at) { return stats::t_quantile(at.at("p"), at.at("df")); }},
    {"normal_sf", "value", [](auto& at) { return stats::normal_sf(at.at("z")); }},
    {"normal_quantile", "value", [](auto& at) { return stats::normal_quantile(at.at("p")); }},
    {"chi2_sf", "value", [](auto& at) { return stats::chi2_sf(at.at("x"), at.at("df")); }},
    {"chi2_quantile", "value", [](auto& at) { return stats::chi2_quantile(at.at("p"), at.at("df")); }},
    {"F_sf", "value", [](auto& at) { return stats::f_sf(at.at("x"), at.at("df1"), at.at("df2")); }},
    {"F_quantile", "value",
     [](auto& at) { return stats::f_quantile(at.at("p"), at.at("df1"), at.at("df2")); }},
    {"beta_quantile", "value",
     [](auto& at) { return stats::beta_quantile(at.at("p"), at.at("a"), at.at("b")); }},
    {"binomial_tail_half", "value_P_le_k",
     [](auto& at) { return stats::binomial_cdf(at.whole("k"), at.whole("n"), 0.5); }},
    {"noncentral_t_cdf", "value",
     [](auto& at) { return stats::noncentral_t_cdf(at.at("t"), at.at("df"), at.at("ncp")); }},
    {"signed_rank_cdf_no_ties", "value_P_le_V", [](auto& at) { return signed_rank_cdf(at); }},
    {"hedges_J", "value", [](auto& at) { return stats::hedges_j(at.at("df")); }},
    // The limits of a Poisson mean are halves of chi-squared quantiles (Garwood 1936).
    {"poisson_exact_ci", "lower",
     [](auto& at) { return at.at("x") == 0 ? 0 : stats::chi2_quantile(0.025, 2 * at.at("x")) / 2; }},
    {"poisson_exact_ci", "upper",
     [](auto& at) { return stats::chi2_quantile(0.975, 2 * at.at("x") + 2) / 2; }},
};

/// The arguments, which are numbers of the reference, too.
void put_arguments(const nlohmann::json& point, const Sink& sink) {
    for (const auto& [key, value] : point.items()) {
        const bool result = key == "lower" || key == "upper" || key.starts_with("value");
        if (!result) sink.put(key, Point::number(value));
    }
}

}  // namespace

void map_distributions(const nlohmann::json& grid, Sink sink) {
    for (const Function& function : functions) {
        if (!grid.contains(function.list)) continue;
        const nlohmann::json& points = grid.at(function.list);
        for (std::size_t i = 0; i < points.size(); ++i) {
            const Sink at = sink.under(function.list).under(i);
            put_arguments(points[i], at);
            at.put(function.value, function.call(Point(points[i])));
        }
    }
}

}  // namespace outcomes::tests
