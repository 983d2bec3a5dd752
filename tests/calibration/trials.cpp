#include "tests/calibration/trials.hpp"

#include <algorithm>
#include <iterator>

namespace outcomes::calibration {

std::vector<Trial> all_trials() {
    std::vector<Trial> all;
    for (auto family :
         {trials_of_means(), trials_of_ranks(), trials_of_shares(), trials_of_tables(), trials_of_waves(),
          trials_of_agreement(), trials_of_resampling(), trials_of_households(), trials_of_overlap(),
          trials_of_effects(), trials_of_equivalence(), trials_of_rank_forms(), trials_of_share_forms()})
        std::ranges::move(family, std::back_inserter(all));
    return all;
}

}  // namespace outcomes::calibration
