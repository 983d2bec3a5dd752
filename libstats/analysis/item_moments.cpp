#include "libstats/analysis/item_moments.hpp"

#include <cstdint>
#include <vector>

namespace outcomes::analysis {

stats::ItemMoments item_moments(const survey::ItemMatrix& matrix) {
    stats::ItemMoments moments(matrix.n_items, matrix.denominator);
    std::vector<std::int64_t> answers(matrix.n_items);
    for (std::size_t row = 0; row < matrix.n_rows(); ++row) {
        for (std::size_t item = 0; item < matrix.n_items; ++item)
            answers[item] = matrix.units[row * matrix.n_items + item];
        moments.add(answers);
    }
    return moments;
}

}  // namespace outcomes::analysis
