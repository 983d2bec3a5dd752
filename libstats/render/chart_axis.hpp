#pragma once

#include <string>
#include <vector>

namespace outcomes::render {

/// Where an axis is marked.
struct Ticks {
    std::vector<double> at;  ///< rising
    int decimals = 0;        ///< as many as the step needs
};

/// Marks on [low, high], about `about` of them, at multiples of 1, 2, 2.5 or 5 times a power of ten.
/// @throws base::ContractError  low >= high or not finite
[[nodiscard]] Ticks nice_ticks(double low, double high, int about = 6);

/// "0.25"; with `sign` "+0.25". Zero is "0". A minus is a real one, as wide as a plus.
[[nodiscard]] std::string tick_text(double value, int decimals, bool sign);
[[nodiscard]] std::string with_minus(std::string text);  ///< every "-" becomes a real minus

/// From values to places on the page; `from` may lie above `to`, then values fall to the right.
struct Axis {
    double from = 0, to = 1;     ///< values at both ends
    double left = 0, right = 1;  ///< places of both ends

    [[nodiscard]] double at(double value) const;   ///< values beyond the ends stand at the ends
    [[nodiscard]] bool holds(double value) const;  ///< it does not run off the axis
};

}  // namespace outcomes::render
