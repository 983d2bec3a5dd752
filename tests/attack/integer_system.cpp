#include "tests/attack/integer_system.hpp"

#include "libstats/base/random.hpp"

#include <fmt/format.h>
#include <glpk.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace outcomes::tests {
namespace {

constexpr double slack = 1e-6;

/// Each unknown once, by rising number, none times 0.
Sum tidied(const Sum& sum) {
    std::map<int, double> factors;
    for (const auto& [unknown, factor] : sum) factors[unknown] += factor;
    Sum out;
    for (const auto& [unknown, factor] : factors) {
        if (factor != 0) out.emplace_back(unknown, factor);
    }
    return out;
}

double loosened(double bound, double by) {
    return std::isinf(bound) ? bound : bound + by * std::max(1.0, std::abs(bound));
}

int bounds_type(double low, double high) {
    if (std::isinf(low)) return std::isinf(high) ? GLP_FR : GLP_UP;
    if (std::isinf(high)) return GLP_LO;
    return low == high ? GLP_FX : GLP_DB;
}

/// The first solution will do.
void stop_at_first(glp_tree* tree, void*) {
    if (glp_ios_reason(tree) == GLP_IBINGO) glp_ios_terminate(tree);
}

}  // namespace

void add(Sum& sum, const Sum& other, double factor) {
    for (const auto& [unknown, times] : other) sum.emplace_back(unknown, times * factor);
}

/// Whole solutions near the truth: people are added, taken away and moved as far as nothing known forbids it.
class Walk {
  public:
    Walk(const IntegerSystem& system, const std::vector<Target>& targets)
        : system_(system),
          values_(system.truth_),
          rows_of_(system.size()),
          targets_of_(system.size()),
          moved_(targets.size(), 0),
          is_open_(targets.size(), false),
          n_closed_(targets.size()) {
        for (std::size_t r = 0; r < system.rows_.size(); ++r) {
            activity_.push_back(system.truth_of(system.rows_[r].sum));
            for (const auto& [unknown, factor] : system.rows_[r].sum)
                rows_of_[static_cast<std::size_t>(unknown)].emplace_back(r, factor);
        }
        for (std::size_t t = 0; t < targets.size(); ++t) {
            for (const auto& [unknown, factor] : tidied(targets[t].sum))
                targets_of_[static_cast<std::size_t>(unknown)].emplace_back(t, factor);
        }
        for (const Target& target : targets) {
            aims_.emplace_back();
            for (const auto& [unknown, factor] : tidied(target.sum))
                aims_.back().push_back(static_cast<std::size_t>(unknown));
        }
        wander();
    }
    [[nodiscard]] const std::vector<bool>& is_open() const { return is_open_; }

  private:
    using Steps = std::vector<std::pair<std::size_t, std::int64_t>>;

    void apply(const Steps& steps, std::int64_t times) {
        for (const auto& [unknown, by] : steps) {
            values_[unknown] += by * times;
            for (const auto& [row, factor] : rows_of_[unknown])
                activity_[row] += static_cast<double>(by * times) * factor;
        }
    }
    [[nodiscard]] bool fits(const Steps& steps) const {
        for (const auto& [unknown, by] : steps) {
            const auto value = static_cast<double>(values_[unknown]);
            if (value < system_.low_[unknown] || value > system_.high_[unknown]) return false;
            for (const auto& [row, factor] : rows_of_[unknown]) {
                if (activity_[row] < system_.rows_[row].low || activity_[row] > system_.rows_[row].high)
                    return false;
            }
        }
        return true;
    }
    void note(const Steps& steps) {
        for (const auto& [unknown, by] : steps) {
            for (const auto& [target, factor] : targets_of_[unknown])
                moved_[target] += static_cast<double>(by) * factor;
        }
        for (const auto& [unknown, by] : steps) {
            for (const auto& [target, factor] : targets_of_[unknown]) {
                if (is_open_[target] || std::abs(moved_[target]) < 0.5) continue;
                is_open_[target] = true;
                --n_closed_;
            }
        }
    }
    void take(const Steps& steps) {
        apply(steps, 1);
        if (fits(steps))
            note(steps);
        else
            apply(steps, -1);
    }

    [[nodiscard]] std::size_t any() { return random_.below(system_.size()); }
    /// An unknown of a target that is not settled, half of the time.
    [[nodiscard]] std::size_t aimed() {
        if (random_.below(2) == 0) return any();
        for (std::size_t tries = 0; tries < 8; ++tries) {
            const std::size_t t = next_++ % aims_.size();
            if (!is_open_[t] && !aims_[t].empty()) return aims_[t][random_.below(aims_[t].size())];
        }
        return any();
    }
    void wander() {
        constexpr std::size_t most_steps = 10'000;
        for (std::size_t step = 0; step < most_steps && n_closed_ > 0 && system_.size() > 0; ++step) {
            const std::int64_t by = random_.below(2) == 0 ? 1 : -1;
            const std::size_t i = aimed();
            switch (random_.below(4)) {
                case 0:
                    take({{i, by}});
                    break;
                case 1:
                    take({{i, by}, {any(), -by}});
                    break;
                case 2:
                    take({{i, by}, {any(), -by}, {any(), by}});
                    break;
                default:
                    take({{i, by}, {any(), -by}, {any(), by}, {any(), -by}});
            }
        }
    }

    const IntegerSystem& system_;
    std::vector<std::int64_t> values_;
    std::vector<double> activity_;
    std::vector<std::vector<std::pair<std::size_t, double>>> rows_of_, targets_of_;
    std::vector<std::vector<std::size_t>> aims_;
    std::vector<double> moved_;
    std::vector<bool> is_open_;
    std::size_t n_closed_;
    std::size_t next_ = 0;
    base::Random random_{1};
};

/// Looks for a whole solution in which a target has another value: from the truth on, the most helpful single
/// step for one broken row after the other, rows that stay broken weighing more and more (after Luteberget &
/// Sartor 2023, Mathematical Programming Computation 15:365).
class Repair {
  public:
    explicit Repair(const IntegerSystem& system)
        : system_(system), rows_(system.rows_), rows_of_(system.size()) {
        for (std::size_t r = 0; r < rows_.size(); ++r) link(r);
        rows_.emplace_back();
        last_moved_.assign(system.size(), 0);
    }
    [[nodiscard]] bool reaches(const Target& target) {
        const auto truth = static_cast<double>(target.truth);
        constexpr double infinity = std::numeric_limits<double>::infinity();
        for (int tries = 0; tries < 2; ++tries) {
            if (has_solution(target.sum, truth + 0.5, infinity)) return true;
            if (truth > 0 && has_solution(target.sum, -infinity, truth - 0.5)) return true;
        }
        return false;
    }

  private:
    void link(std::size_t row) {
        double scale = 0;
        for (const auto& [unknown, factor] : rows_[row].sum) scale = std::max(scale, std::abs(factor));
        for (auto& [unknown, factor] : rows_[row].sum) {
            factor /= scale;
            rows_of_[static_cast<std::size_t>(unknown)].emplace_back(row, factor);
        }
        rows_[row].low /= scale;
        rows_[row].high /= scale;
    }
    [[nodiscard]] double excess(std::size_t row, double activity) const {
        return std::max({0.0, rows_[row].low - activity, activity - rows_[row].high});
    }
    /// How much worse everything becomes by a step.
    [[nodiscard]] double cost(std::size_t unknown, double by) const {
        const double value = values_[unknown] + by;
        if (value < system_.low_[unknown] || value > system_.high_[unknown])
            return std::numeric_limits<double>::infinity();
        double sum = 0;
        for (const auto& [row, factor] : rows_of_[unknown]) {
            const double before = activity_[row];
            sum += weight_[row] * (excess(row, before + by * factor) - excess(row, before));
        }
        return sum;
    }
    void start(const Sum& sum, double low, double high) {
        const std::size_t last = rows_.size() - 1;
        for (auto& rows : rows_of_) std::erase_if(rows, [&](const auto& one) { return one.first == last; });
        rows_.back() = {tidied(sum), low, high};
        link(last);
        values_.assign(system_.truth_.begin(), system_.truth_.end());
        activity_.clear();
        for (const auto& row : rows_) activity_.push_back(system_.truth_of(row.sum));
        weight_.assign(rows_.size(), 1);
        std::fill(last_moved_.begin(), last_moved_.end(), std::size_t{0});
    }
    bool has_solution(const Sum& sum, double low, double high) {
        constexpr std::size_t most_steps = 1'500;
        start(sum, low, high);
        std::vector<std::size_t> broken;
        for (std::size_t step = 1; step <= most_steps; ++step) {
            broken.clear();
            for (std::size_t r = 0; r < rows_.size(); ++r) {
                if (excess(r, activity_[r]) > 0) broken.push_back(r);
            }
            if (broken.empty()) return true;
            mend(broken[random_.below(broken.size())], broken, step);
        }
        return false;
    }
    void mend(std::size_t row, const std::vector<std::size_t>& broken, std::size_t step) {
        constexpr std::size_t rest = 4;  // steps in which an unknown is left alone
        const double wanted = activity_[row] < rows_[row].low ? 1 : -1;
        double best = std::numeric_limits<double>::infinity(), best_by = 0;
        std::size_t best_unknown = 0;
        for (const auto& [unknown, factor] : rows_[row].sum) {
            const auto i = static_cast<std::size_t>(unknown);
            if (last_moved_[i] > 0 && step - last_moved_[i] < rest) continue;
            const double by = factor > 0 ? wanted : -wanted;
            const double price = cost(i, by) + 1e-3 * random_.uniform();
            if (price >= best) continue;
            best = price;
            best_by = by;
            best_unknown = i;
        }
        if (best > 0) {
            for (const std::size_t r : broken) weight_[r] *= 1.2;
        }
        if (std::isinf(best)) return;
        values_[best_unknown] += best_by;
        for (const auto& [r, factor] : rows_of_[best_unknown]) activity_[r] += best_by * factor;
        last_moved_[best_unknown] = step;
    }

    const IntegerSystem& system_;
    std::vector<IntegerSystem::Row> rows_;  ///< the last one is about the target
    std::vector<std::vector<std::pair<std::size_t, double>>> rows_of_;
    std::vector<double> values_, activity_, weight_;
    std::vector<std::size_t> last_moved_;
    base::Random random_{1};
};

/// The system as GLPK sees it, with one more row for the sum that is asked about.
class Programme {
  public:
    explicit Programme(const IntegerSystem& system) : problem_(glp_create_prob()) {
        glp_term_out(GLP_OFF);
        glp_add_cols(problem_, static_cast<int>(system.size()));
        for (std::size_t i = 0; i < system.size(); ++i) {
            const int column = static_cast<int>(i) + 1;
            glp_set_col_bnds(problem_, column, bounds_type(system.low_[i], system.high_[i]), system.low_[i],
                             system.high_[i]);
            glp_set_col_kind(problem_, column, GLP_IV);
        }
        for (const auto& row : system.rows_) add_row(row.sum, row.low, row.high);
        asked_ = glp_add_rows(problem_, 1);
        glp_set_row_bnds(problem_, asked_, GLP_FR, 0, 0);
    }
    ~Programme() { glp_delete_prob(problem_); }
    Programme(const Programme&) = delete;
    Programme& operator=(const Programme&) = delete;

    Span span(const Sum& sum) {
        aim(sum);
        constexpr double infinity = std::numeric_limits<double>::infinity();
        const auto low = best(GLP_MIN), high = best(GLP_MAX);
        return {low ? std::ceil(*low - 1e-5) : -infinity, high ? std::floor(*high + 1e-5) : infinity};
    }

    /// Whether the target has a whole solution on either side of the truth.
    Fate pin(const Target& target, const Span& possible) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        const auto truth = static_cast<double>(target.truth);
        const std::optional<bool> more =
            possible.high > truth ? has_solution(target.sum, truth + 1, infinity) : false;
        if (more && *more) return Fate::open;
        const std::optional<bool> less =
            possible.low < truth ? has_solution(target.sum, -infinity, truth - 1) : false;
        if (less && *less) return Fate::open;
        return more && less ? Fate::pinned : Fate::undecided;
    }

  private:
    void set_row(int row, const Sum& sum) {
        std::vector<int> columns{0};
        std::vector<double> factors{0};
        for (const auto& [unknown, factor] : sum) {
            columns.push_back(unknown + 1);
            factors.push_back(factor);
        }
        glp_set_mat_row(problem_, row, static_cast<int>(sum.size()), columns.data(), factors.data());
    }
    void add_row(const Sum& sum, double low, double high) {
        const int row = glp_add_rows(problem_, 1);
        glp_set_row_bnds(problem_, row, bounds_type(low, high), low, high);
        set_row(row, sum);
    }
    void aim(const Sum& raw) {
        for (const int column : aimed_) glp_set_obj_coef(problem_, column, 0);
        aimed_.clear();
        for (const auto& [unknown, factor] : tidied(raw)) {
            glp_set_obj_coef(problem_, unknown + 1, factor);
            aimed_.push_back(unknown + 1);
        }
    }
    /// The least or greatest value of the linear programme; nothing where it has no bound.
    std::optional<double> best(int direction) {
        glp_set_obj_dir(problem_, direction);
        glp_smcp options;
        glp_init_smcp(&options);
        options.msg_lev = GLP_MSG_OFF;
        options.tm_lim = 20'000;
        if (glp_simplex(problem_, &options) != 0 || glp_get_status(problem_) != GLP_OPT) return std::nullopt;
        return glp_get_obj_val(problem_);
    }
    /// Whether the sum asked about can be a whole number within these bounds; nothing if time ran out.
    std::optional<bool> has_solution(const Sum& sum, double low, double high) {
        const std::optional<bool> found = search(sum, low, high);
        set_row(asked_, {});
        glp_set_row_bnds(problem_, asked_, GLP_FR, 0, 0);
        glp_std_basis(problem_);
        return found;
    }
    std::optional<bool> search(const Sum& sum, double low, double high) {
        aim(sum);
        set_row(asked_, tidied(sum));
        glp_set_row_bnds(problem_, asked_, bounds_type(low, high), low, high);
        glp_set_obj_dir(problem_, std::isinf(low) ? GLP_MAX : GLP_MIN);
        glp_iocp options;
        glp_init_iocp(&options);
        options.msg_lev = GLP_MSG_OFF;
        options.presolve = GLP_ON;
        options.tm_lim = 3'000;
        options.cb_func = stop_at_first;
        const int outcome = glp_intopt(problem_, &options);
        const int status = glp_mip_status(problem_);
        if (status == GLP_OPT || status == GLP_FEAS) return true;
        if (outcome == GLP_ENOPFS || outcome == GLP_ENODFS || (outcome == 0 && status == GLP_NOFEAS))
            return false;
        return std::nullopt;
    }

    glp_prob* problem_;
    int asked_ = 0;           ///< the row about the target, empty but for a search
    std::vector<int> aimed_;  ///< columns with a part in the objective
};

int IntegerSystem::unknown(std::int64_t truth, double low, double high) {
    truth_.push_back(truth);
    low_.push_back(low);
    high_.push_back(high);
    return static_cast<int>(truth_.size()) - 1;
}

void IntegerSystem::know(const Sum& sum, double low, double high, const std::string& what) {
    Row row{tidied(sum), loosened(low, -slack), loosened(high, slack)};
    const double truth = truth_of(row.sum);
    if (truth < row.low || truth > row.high)
        contradictions_.push_back(fmt::format("{}: {} is not in {} to {}", what, truth, low, high));
    if (!row.sum.empty()) rows_.push_back(std::move(row));
}

double IntegerSystem::truth_of(const Sum& sum) const {
    double value = 0;
    for (const auto& [unknown, factor] : sum)
        value += factor * static_cast<double>(truth_[static_cast<std::size_t>(unknown)]);
    return value;
}

std::vector<Fate> IntegerSystem::attack(const std::vector<Target>& targets, Effort effort) const {
    const Walk walk(*this, targets);
    std::optional<Programme> programme;
    std::optional<Repair> repair;
    std::vector<Fate> fates(targets.size(), Fate::open);
    for (std::size_t t = 0; t < targets.size(); ++t) {
        if (walk.is_open()[t]) continue;
        if (!programme) programme.emplace(*this);
        const Span possible = programme->span(targets[t].sum);
        if (possible.is_one()) {
            fates[t] = Fate::pinned;
        } else if (effort == Effort::all) {
            if (!repair) repair.emplace(*this);
            if (!repair->reaches(targets[t])) fates[t] = programme->pin(targets[t], possible);
        }
    }
    return fates;
}

Span IntegerSystem::span_of(const Sum& sum) const {
    return Programme(*this).span(sum);
}

}  // namespace outcomes::tests
