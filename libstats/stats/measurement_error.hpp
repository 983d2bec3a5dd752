#pragma once

namespace outcomes::stats {

/// How far one person's score is from what it would be without error, in the units of the score.
struct MeasurementError {
    double sem = 0;     ///< standard error of measurement: SD of one person's scores about their true score
    double s_diff = 0;  ///< sqrt(2) sem: SD of the difference of two scores of a person who did not change
    double sdc95 = 0;   ///< smallest detectable change, 1.96 s_diff: the limit that the difference of such a
                        ///< person stays within 95 times in 100
};

/// From a reliability (alpha, or a test-retest correlation): sem = sd sqrt(1 - r) (Lord & Novick 1968,
/// Statistical Theories of Mental Test Scores; Jacobson & Truax 1991, Journal of Consulting and Clinical
/// Psychology 59:12). The factor is 1.96, as printed there. A reliability below 0 gives a sem above the sd:
/// the scores hold nothing but error.
/// @param sd  of the scores, at least 0
/// @param reliability  at most 1
/// @throws base::ContractError  sd below 0 or not finite, reliability above 1 or not finite
[[nodiscard]] MeasurementError measurement_error(double sd, double reliability);

/// From the differences of people measured twice: sem = sd(d) / sqrt(2), the square root of the error mean
/// square that ICC(C,1) rests on (Bland & Altman 1996, BMJ 312:1654; de Vet et al. 2006, Journal of Clinical
/// Epidemiology 59:1033). A change that all people share does not enter; real change that differs between
/// people does, and is taken for error.
/// @param sd_difference  standard deviation of repeat - baseline, at least 0
/// @throws base::ContractError  sd below 0 or not finite
[[nodiscard]] MeasurementError measurement_error_of_differences(double sd_difference);

}  // namespace outcomes::stats
