#include "libstats/base/sums.hpp"

#include <cmath>

namespace outcomes::base {

void CompensatedSum::add(double term) {
    const double total = sum_ + term;
    correction_ += std::abs(sum_) >= std::abs(term) ? (sum_ - total) + term : (term - total) + sum_;
    sum_ = total;
}

double ratio(Int128 numerator, Int128 denominator) {
    const bool negative = numerator < 0;
    UInt128 rest = negative ? -static_cast<UInt128>(numerator) : static_cast<UInt128>(numerator);
    const auto divisor = static_cast<UInt128>(denominator);
    if (rest == 0) return 0;
    // 66 quotient bits and a sticky bit, so that the one rounding to 53 bits is the right one.
    UInt128 quotient = rest / divisor;
    rest %= divisor;
    int exponent = 0;
    while ((quotient >> 65) == 0) {
        const bool carry = (rest >> 127) != 0;
        rest <<= 1;
        quotient <<= 1;
        if (carry || rest >= divisor) {
            rest -= divisor;
            quotient |= 1;
        }
        --exponent;
    }
    while ((quotient >> 66) != 0) {
        const bool lost = (quotient & 1) != 0;
        quotient >>= 1;
        if (lost) quotient |= 1;
        ++exponent;
    }
    if (rest != 0) quotient |= 1;
    // Round the 66 bits to 53, half to even.
    const int drop = 13;
    const UInt128 low = quotient & ((UInt128{1} << drop) - 1);
    const UInt128 half = UInt128{1} << (drop - 1);
    UInt128 kept = quotient >> drop;
    if (low > half || (low == half && (kept & 1) != 0)) ++kept;
    const double value = std::ldexp(static_cast<double>(static_cast<std::uint64_t>(kept)), exponent + drop);
    return negative ? -value : value;
}

std::optional<ExactMoments> exact_moments(std::span<const std::int64_t> values) {
    ExactMoments moments;
    moments.n = static_cast<std::int64_t>(values.size());
    if (values.empty()) return moments;
    moments.shift = values.front();
    for (const std::int64_t value : values) {
        const Int128 d = static_cast<Int128>(value) - moments.shift;
        moments.sum += d;
        Int128 square = 0;
        if (__builtin_mul_overflow(d, d, &square)) return std::nullopt;
        if (__builtin_add_overflow(moments.sum_squares, square, &moments.sum_squares)) return std::nullopt;
    }
    return moments;
}

}  // namespace outcomes::base
