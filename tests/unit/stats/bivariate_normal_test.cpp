#include "libstats/stats/bivariate_normal.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/stats/distributions.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numbers>

using namespace outcomes;
using stats::bivariate_normal_pdf;
using stats::bivariate_normal_rectangle;
using stats::bivariate_normal_sf;
using stats::Interval;
using tests::within;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Rectangle {
    Interval x;
    Interval y;
    double r;
    double p;
};

}  // namespace

TEST_SUITE("stats/bivariate_normal") {
    TEST_CASE("a quadrant about the mean: 1/4 + asin(r) / (2 pi) (Sheppard 1899)") {
        for (const double r : {-1.0, -0.9999, -0.95, -0.6, -0.1, 0.0, 0.3, 0.9, 0.93, 0.999999, 1.0}) {
            CAPTURE(r);
            const double wanted = 0.25 + std::asin(r) / (2 * std::numbers::pi);
            CHECK(std::abs(bivariate_normal_sf(0, 0, r) - wanted) < 1e-15);
        }
    }

    TEST_CASE("joint shares that Kirk prints (1973, Psychometrika 38:259)") {
        CHECK(std::abs(bivariate_normal_sf(0, 0, 0.5) - 0.333333) < 5e-7);
        CHECK(std::abs(bivariate_normal_sf(0, 0, -0.75) - 0.1150267) < 5e-8);
        CHECK(std::abs(bivariate_normal_sf(0, 0, 0.8) - 0.397584) < 5e-7);
        CHECK(std::abs(bivariate_normal_sf(1, 1, 0.99) - 0.145003) < 1e-6);
    }

    TEST_CASE("rectangles, the small ones too, to 12 digits: integrals with 40 digits") {
        const Rectangle table[] = {
            {{-1, 0.5}, {-0.5, 2}, 0.4, 0.35180937553189165329},
            {{2, 3}, {-3, -2}, 0.6, 3.1306057921634128175e-7},
            {{2, infinity}, {2, infinity}, -0.5, 3.243971016711720573e-6},
            {{3, 3.5}, {-infinity, -1}, 0.9, 2.2100857333111563661e-21},
            {{0.1, 0.2}, {0.1, 0.2}, 0.97, 0.0063826639395368896882},
            {{-infinity, -1}, {1, infinity}, 0.95, 2.449195138492163314e-12},
            {{1, 1.001}, {0.9, 1.2}, 0.9999, 0.00024184973917686433632},
            {{-infinity, 0.3}, {-infinity, -0.4}, -0.99, 0.0075006825354691130116},
            {{4, 5}, {-5, -4}, 0.3, 5.6152268895145927908e-13},
        };
        for (const Rectangle& one : table) {
            CAPTURE(one.p);
            CHECK(within(bivariate_normal_rectangle(one.x, one.y, one.r), one.p, 1e-12));
            // The two variables change places, and both change signs.
            CHECK(within(bivariate_normal_rectangle(one.y, one.x, one.r), one.p, 1e-12));
            CHECK(within(
                bivariate_normal_rectangle({-one.x.high, -one.x.low}, {-one.y.high, -one.y.low}, one.r),
                one.p, 1e-12));
        }
    }

    TEST_CASE("the parts of the plane add up to 1, and a strip to its margin") {
        const double edges[] = {-infinity, -2, -0.3, 0.4, 1.7, infinity};
        for (const double r : {-0.9999, -0.93, -0.5, 0.0, 0.2, 0.92, 0.98}) {
            CAPTURE(r);
            double all = 0;
            for (std::size_t i = 0; i < 5; ++i) {
                double strip = 0;
                for (std::size_t j = 0; j < 5; ++j)
                    strip +=
                        bivariate_normal_rectangle({edges[i], edges[i + 1]}, {edges[j], edges[j + 1]}, r);
                const double margin = stats::normal_cdf(edges[i + 1]) - stats::normal_cdf(edges[i]);
                CHECK(within(strip, margin, 1e-13));
                all += strip;
            }
            CHECK(within(all, 1, 1e-14));
        }
    }

    TEST_CASE("without correlation it is a product, and with r = 1 or -1 a stretch of a line") {
        const double p = stats::normal_sf(1.5) * stats::normal_sf(-0.5);
        CHECK(within(bivariate_normal_sf(1.5, -0.5, 0), p, 1e-15));
        const double stretch = stats::normal_cdf(1) - stats::normal_cdf(0.5);
        CHECK(within(bivariate_normal_rectangle({0, 1}, {0.5, 2}, 1), stretch, 1e-14));
        CHECK(within(bivariate_normal_rectangle({0, 1}, {-2, -0.5}, -1), stretch, 1e-14));
        CHECK(bivariate_normal_rectangle({0, 1}, {2, 3}, 1) == 0);
        CHECK(bivariate_normal_rectangle({0, 0}, {2, 3}, 0.5) == 0);
        CHECK(bivariate_normal_rectangle({30, 40}, {-40, -30}, 0.9) == 0);
    }

    TEST_CASE("the density is the slope of the probability") {
        for (const double r : {-0.8, 0.1, 0.6}) {
            constexpr double h = 1e-3;
            const double p = bivariate_normal_rectangle({0.4 - h, 0.4 + h}, {-0.7 - h, -0.7 + h}, r);
            CHECK(within(p / (4 * h * h), bivariate_normal_pdf(0.4, -0.7, r), 1e-5));
        }
        CHECK(bivariate_normal_pdf(infinity, 0, 0.5) == 0);
    }

    TEST_CASE("mistakes throw") {
        CHECK_THROWS_AS((void)bivariate_normal_sf(0, 0, 1.1), base::ContractError);
        CHECK_THROWS_AS((void)bivariate_normal_sf(std::nan(""), 0, 0), base::ContractError);
        CHECK_THROWS_AS((void)bivariate_normal_pdf(0, 0, 1), base::ContractError);
        CHECK_THROWS_AS((void)bivariate_normal_rectangle({1, 0}, {0, 1}, 0), base::ContractError);
    }
}
