#include "libstats/stats/least_squares.hpp"

#include "libstats/base/sums.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::stats {
namespace {

using base::require;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// A sum of products as if in twice the precision (Ogita, Rump & Oishi 2005, SIAM Journal on Scientific
/// Computing 26:1955, Dot2).
class ProductSum {
  public:
    void add(double term) { sum_.add(term); }
    void add(double a, double b) {
        const double product = a * b;
        sum_.add(product);
        sum_.add(std::fma(a, b, -product));
    }
    [[nodiscard]] double value() const { return sum_.value(); }

  private:
    base::CompensatedSum sum_;
};

/// The solution of  s + X z = b,  X's = c:  for c = 0 z are the coefficients of b on X and s the residuals;
/// for b = 0 and c = -u, z = (X'X)^-1 u.
struct Augmented {
    VectorXd s;
    VectorXd z;
};

/// One step with Q and R; `b` and `c` are what the present solution leaves.
void correct(const Orthogonal& x, const VectorXd& b, const VectorXd& c, Augmented& at) {
    const VectorXd h = x.r_inverse.transpose() * c;
    const VectorXd d = x.q.transpose() * b;
    at.z += x.r_inverse * (d - h);
    at.s += b + x.q * (h - d);
}

/// b - s - X z and c - X's, each rounded once.
void remainder(const Orthogonal& x, VectorXd& b, VectorXd& c, const Augmented& at) {
    for (Index i = 0; i < b.size(); ++i) {
        ProductSum sum;
        sum.add(b[i]);
        sum.add(-at.s[i]);
        for (Index j = 0; j < x.x.cols(); ++j) sum.add(-x.x(i, j), at.z[j]);
        b[i] = sum.value();
    }
    for (Index j = 0; j < x.x.cols(); ++j) {
        ProductSum sum;
        sum.add(c[j]);
        for (Index i = 0; i < at.s.size(); ++i) sum.add(-x.x(i, j), at.s[i]);
        c[j] = sum.value();
    }
}

Augmented solve(const Orthogonal& x, const VectorXd& b, const VectorXd& c) {
    Augmented at{.s = VectorXd::Zero(x.x.rows()), .z = VectorXd::Zero(x.x.cols())};
    correct(x, b, c, at);
    // Each step gains the digits that the condition of X leaves; a well-conditioned X needs one.
    const int n_steps = x.condition < 1e-3 ? 6 : 1;
    for (int step = 0; step < n_steps; ++step) {
        VectorXd b_left = b;
        VectorXd c_left = c;
        remainder(x, b_left, c_left, at);
        correct(x, b_left, c_left, at);
    }
    return at;
}

}  // namespace

MatrixXd matrix_of(const Design& design) {
    require(!design.columns.empty(), "a linear model needs a column");
    const std::size_t n = design.columns.front().size();
    MatrixXd x(static_cast<Index>(n), static_cast<Index>(design.columns.size()));
    for (std::size_t j = 0; j < design.columns.size(); ++j) {
        const auto& column = design.columns[j];
        require(column.size() == n, "the columns must have the same length");
        require(std::ranges::all_of(column, [](double v) { return std::abs(v) <= 1e150; }),
                "a number of the design is not finite or too large");
        for (std::size_t i = 0; i < n; ++i) x(static_cast<Index>(i), static_cast<Index>(j)) = column[i];
    }
    return x;
}

double Orthogonal::log_determinant() const {
    return r.diagonal().cwiseAbs().array().log().sum();
}

base::Outcome<Orthogonal> orthogonal(const Design& design) {
    Orthogonal result;
    result.x = matrix_of(design);
    const Index p = result.x.cols();
    if (result.x.rows() < p) return base::Reason::too_few;
    const VectorXd lengths = result.x.colwise().stableNorm().transpose();
    if (lengths.minCoeff() == 0) return base::Reason::no_variation;
    const MatrixXd scaled = result.x * lengths.cwiseInverse().asDiagonal();
    const Eigen::HouseholderQR<MatrixXd> qr(scaled);
    const MatrixXd r = qr.matrixQR().topRows(p).triangularView<Eigen::Upper>();
    result.condition = r.diagonal().cwiseAbs().minCoeff();
    if (result.condition <= 1e-12) return base::Reason::no_variation;
    result.q = qr.householderQ() * MatrixXd::Identity(result.x.rows(), p);
    result.r = r * lengths.asDiagonal();
    const MatrixXd inverse = r.triangularView<Eigen::Upper>().solve(MatrixXd::Identity(p, p));
    result.r_inverse = lengths.cwiseInverse().asDiagonal() * inverse;
    return result;
}

Solution least_squares(const Orthogonal& x, std::span<const double> y) {
    require(y.size() == static_cast<std::size_t>(x.x.rows()), "y and the design must have the same length");
    require(std::ranges::all_of(y, [](double v) { return std::abs(v) <= 1e150; }),
            "a value is not finite or too large");
    const VectorXd b = Eigen::Map<const VectorXd>(y.data(), x.x.rows());
    Augmented solved = solve(x, b, VectorXd::Zero(x.x.cols()));
    return {.coefficients = std::move(solved.z), .residuals = std::move(solved.s)};
}

MatrixXd inverse_cross_product(const Orthogonal& x) {
    MatrixXd inverse = x.r_inverse * x.r_inverse.transpose();
    if (x.condition >= 1e-3) return inverse;
    const VectorXd zero = VectorXd::Zero(x.x.rows());
    for (Index j = 0; j < inverse.cols(); ++j) {
        // In units of the column, so that the steps of refinement are of one size.
        const double scale = 1 / std::abs(x.r_inverse(j, j));
        const VectorXd c = -scale * VectorXd::Unit(inverse.cols(), j);
        inverse.col(j) = solve(x, zero, c).z / scale;
    }
    return (inverse + inverse.transpose()) / 2;
}

bool fits_without_error(const VectorXd& residuals, std::span<const double> y) {
    double largest = 0;
    for (const double value : y) largest = std::max(largest, std::abs(value));
    const double rounding = 8 * std::numeric_limits<double>::epsilon() * largest;
    return residuals.size() == 0 || residuals.cwiseAbs().maxCoeff() <= rounding;
}

SquareMatrix square_of(const MatrixXd& matrix) {
    SquareMatrix result{.n = static_cast<std::size_t>(matrix.rows()), .values = {}};
    result.values.reserve(result.n * result.n);
    for (Index i = 0; i < matrix.rows(); ++i) {
        for (Index j = 0; j < matrix.cols(); ++j) result.values.push_back(matrix(i, j));
    }
    return result;
}

MatrixXd matrix_of(const SquareMatrix& matrix) {
    const auto n = static_cast<Index>(matrix.n);
    return Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
        matrix.values.data(), n, n);
}

MatrixXd symmetric_power(const MatrixXd& matrix, double power, double tolerance) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(matrix);
    VectorXd values = solver.eigenvalues();
    for (double& value : values) value = value > tolerance ? std::pow(value, power) : 0;
    return solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose();
}

}  // namespace outcomes::stats
