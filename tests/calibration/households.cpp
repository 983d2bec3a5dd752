#include "tests/calibration/households.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace outcomes::calibration {
namespace {

constexpr std::array<std::size_t, 5> sizes{1, 2, 3, 2, 4};
constexpr double common = 0.2;  // of the variance of the trait: the household's

/// The trait in standard normal parts: what both waves share, and what each has alone.
struct Parts {
    double both = 0;
    double first = 0;
    double second = 0;
};

Parts drawn(base::Random& random) {
    Parts parts;
    for (double* part : {&parts.both, &parts.first, &parts.second}) *part = random.normal();
    return parts;
}

double mixed(double household, double own) {
    return std::sqrt(common) * household + std::sqrt(1 - common) * own;
}

Parts member(const Parts& household, const Parts& own) {
    return {mixed(household.both, own.both), mixed(household.first, own.first),
            mixed(household.second, own.second)};
}

/// The items of one wave: latent variables cut at their thresholds.
class Form {
  public:
    explicit Form(const Cell& cell) : cuts_(thresholds(cell)), items_(cell.items), noise_(item_noise(cell)) {}

    [[nodiscard]] std::int64_t score(base::Random& random, double trait, double shift) const {
        if (noise_ == 0) return answer(trait + shift);
        std::int64_t sum = 0;
        for (int k = 0; k < items_; ++k)
            sum += answer(std::sqrt(1 - noise_) * trait + shift + std::sqrt(noise_) * random.normal());
        return sum;
    }

  private:
    [[nodiscard]] std::int64_t answer(double latent) const {
        return std::ranges::lower_bound(cuts_, latent) - cuts_.begin();
    }

    std::vector<double> cuts_;
    int items_;
    double noise_;
};

}  // namespace

void draw_households(const Cell& cell, base::Random& random, Households& into) {
    const std::size_t n = cell.n + cell.n / 2;
    into.before.resize(n);
    into.after.resize(n);
    into.household.resize(n);
    const Form form(cell);
    const double shared = std::sqrt(cell.correlation);
    const double own = std::sqrt(1 - cell.correlation);
    std::uint32_t household = 0;
    for (std::size_t i = 0; i < n; ++household) {
        const Parts home = drawn(random);
        const std::size_t end = std::min(n, i + sizes.at(household % sizes.size()));
        for (; i < end; ++i) {
            const Parts person = member(home, drawn(random));
            into.before[i] = form.score(random, shared * person.both + own * person.first, 0);
            into.after[i] = form.score(random, shared * person.both + own * person.second, cell.shift);
            into.household[i] = household;
        }
    }
}

}  // namespace outcomes::calibration
