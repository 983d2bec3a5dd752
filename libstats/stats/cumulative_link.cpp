#include "libstats/stats/cumulative_link.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/ordinal_rows.hpp"

#include <cmath>
#include <limits>

namespace outcomes::stats {

using base::Outcome;
using base::Reason;
using detail::Derivatives;

namespace {

Derivatives log_likelihood(const detail::OrdinalModel& model, const Eigen::VectorXd& parameters) {
    Derivatives result{.value = -std::numeric_limits<double>::infinity(),
                       .gradient = Eigen::VectorXd::Zero(model.size()),
                       .hessian = Eigen::MatrixXd::Zero(model.size(), model.size())};
    if (!model.allows(parameters)) return result;
    base::CompensatedSum value;
    for (std::size_t i = 0; i < model.data.answers.size(); ++i) {
        value.add(model.term(parameters, i, model.linear(parameters, i)).log_p);
        model.add(parameters, i, 0, result);
    }
    result.value = value.value();
    return result;
}

}  // namespace

Outcome<CumulativeLink> cumulative_link(const OrdinalData& data, double level) {
    base::require(level > 0 && level < 1, "the level must lie between 0 and 1");
    if (const auto reason = detail::check_ordinal(data)) return *reason;
    const detail::OrdinalModel model{.data = data};
    const auto maximum =
        detail::newton([&](const Eigen::VectorXd& at) { return log_likelihood(model, at); }, model.start(),
                       [](const Eigen::VectorXd& at) { return at.cwiseAbs().maxCoeff() > 1e6; });
    if (!maximum) return Reason::not_converged;
    auto found = detail::coefficients(maximum->parameters, maximum->at.hessian, level);
    if (!found) return Reason::not_converged;

    CumulativeLink result;
    result.n = data.answers.size();
    result.log_likelihood = maximum->at.value;
    result.iterations = maximum->iterations;
    const auto first_slope = found->begin() + model.n_thresholds();
    result.thresholds.assign(found->begin(), first_slope);
    result.slopes.assign(first_slope, found->end());
    return result;
}

}  // namespace outcomes::stats
