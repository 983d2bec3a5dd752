#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/linear_model.hpp"
#include "libstats/stats/t_test.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {

/// Weight of a squared residual e^2 at leverage h, for n rows and p columns.
enum class HcType {
    hc0,  ///< 1   (White 1980, Econometrica 48:817)
    hc1,  ///< n / (n - p)
    hc2,  ///< 1 / (1 - h)
    hc3,  ///< 1 / (1 - h)^2   (MacKinnon & White 1985, Journal of Econometrics 29:305)
    hc4,  ///< 1 / (1 - h)^min(4, n h / p)   (Cribari-Neto 2004, Computational Statistics & Data Analysis
          ///< 45:215)
};

/// Least-squares coefficients with standard errors that hold for unequal variances: the covariance is
/// (X'X)^-1 X' diag(weight e^2) X (X'X)^-1, the tests are t with rows - columns degrees of freedom.
///
/// @return one test a coefficient, or Reason::no_variation for one whose residuals are all 0; for all of
/// them the reasons of linear_model, and Reason::too_few for HC2 to HC4 if a row decides a coefficient alone
/// (leverage 1)
/// @throws base::ContractError  those of linear_model
/// Cost O(rows columns^2).
/// @param design  columns of equal length
/// @param y  one value a row
/// @param type  weight of a squared residual
/// @param level  of the intervals, in (0, 1)
[[nodiscard]] base::Outcome<std::vector<base::Outcome<TTest>>> hc_tests(const Design& design,
                                                                        std::span<const double> y,
                                                                        HcType type, double level = 0.95);

/// How the residuals of a cluster are adjusted, for G clusters, n rows, p columns and H_g the part of the hat
/// matrix X (X'X)^-1 X' that belongs to cluster g.
enum class ClusterType {
    cr0,   ///< not at all   (Liang & Zeger 1986, Biometrika 73:13)
    cr1,   ///< sqrt(G / (G - 1))
    cr1s,  ///< sqrt(G (n - 1) / ((G - 1)(n - p))), as in Stata
    cr2,   ///< (I - H_g)^-1/2, unbiased if errors are independent with one variance   (Bell & McCaffrey 2002)
    cr3,   ///< (I - H_g)^-1, close to leaving one cluster out at a time
};

/// One coefficient with cluster-robust error, tested twice.
struct ClusterTest {
    TTest satterthwaite;  ///< degrees of freedom of this coefficient; the one to report
    TTest naive;          ///< clusters - 1 degrees of freedom, as most programs have it
};

/// Least squares with errors that may depend on each other within a cluster.
struct ClusterRobust {
    std::size_t n_clusters = 0;                            ///< with rows
    std::vector<base::Outcome<ClusterTest>> coefficients;  ///< one a column of the design
};

/// Cluster-robust tests of the coefficients of a linear model. The covariance is
/// (X'X)^-1 (sum_g X_g' A_g e_g e_g' A_g X_g) (X'X)^-1 with A_g of `ClusterType`; the degrees of freedom are
/// Satterthwaite's under independent errors of one variance,
///
///     df = (sum_g P_gg)^2 / sum_gh P_gh^2,   P_gh = p_g'p_h,   p_g = (I - H)'_g A_g X_g (X'X)^-1 u_j
///
/// (Bell & McCaffrey 2002, Survey Methodology 28:169; Pustejovsky & Tipton 2018, JBES 36:672, eq. 6 and 11;
/// these are the definitions of clubSandwich). With X = Q R and S_g = Q_g'Q_g all of it takes place in p x p
/// matrices, because (I - Q_g Q_g')^a Q_g = Q_g (I - S_g)^a. clustered_contrast is the same for cell means,
/// without any matrix.
///
/// @param design  the columns, of full rank
/// @param y  the value of each row
/// @param clusters  the cluster of each row, any numbers
/// @param type  how residuals are adjusted
/// @param level  of the intervals
/// @return Reason::too_few_clusters for fewer than two clusters, and for CR2 and CR3 if one cluster decides a
/// coefficient alone; a coefficient whose residuals are all 0 has Reason::no_variation; the reasons of
/// linear_model
/// @throws base::ContractError  those of linear_model; clusters and y of different lengths
/// Cost O(rows columns^2 + clusters columns^3), whatever the sizes of the clusters.
[[nodiscard]] base::Outcome<ClusterRobust> cluster_tests(const Design& design, std::span<const double> y,
                                                         std::span<const std::uint32_t> clusters,
                                                         ClusterType type = ClusterType::cr2,
                                                         double level = 0.95);

}  // namespace outcomes::stats
