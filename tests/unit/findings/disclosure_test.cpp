#include "tests/unit/findings/disclosure_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace outcomes::findings;
using namespace outcomes::tests;

TEST_SUITE("findings/disclosure") {
    TEST_CASE("internal: everything passes as it is") {
        StudyFindings study = study_of({{"young", 3, 3, 2}, {"old", 40, 40, 30}, {"", 1, 1, 1}});
        study.movements = {movement({1, 2, 3}, {4, 5, 6})};
        study.warnings = {{"some.code", "3 people", "file.csv", 4, 5}};
        const StudyFindings safe = shown(study, Release::internal);
        REQUIRE(safe.results.size() == study.results.size());
        for (std::size_t i = 0; i < safe.results.size(); ++i) {
            CHECK(n_numbers(safe.results[i]) == n_numbers(study.results[i]));
            CHECK(safe.results[i].n == study.results[i].n);
            CHECK(safe.results[i].mean_from == study.results[i].mean_from);
        }
        CHECK(safe.movements.front().count_from == study.movements.front().count_from);
        CHECK(safe.warnings.front().message == "3 people");
        CHECK(safe.warnings.front().line == 4);
        CHECK(safe.hidden.empty());
        CHECK(safe.bases.empty());
    }

    TEST_CASE("rows from few people are hidden, and keep nothing but what they are about") {
        for (const auto& [n, release, is_hidden] : {std::tuple{9U, Release::public_release, true},
                                                    {10U, Release::public_release, false},
                                                    {4U, Release::partner, true},
                                                    {5U, Release::partner, false},
                                                    {1U, Release::internal, false}}) {
            CAPTURE(n);
            StudyFindings study = quiet_study();
            study.results = {compared("mood", n)};
            const Finding row = shown(study, release).results.front();
            CHECK(row.suppressed == is_hidden);
            if (!is_hidden) continue;
            CHECK(n_numbers(row) == 0);
            CHECK(row.reason == "suppressed");
            CHECK(row.verdict == "not_tested");
            CHECK(row.verdict_detail.empty());
            CHECK(row.policy.empty());
            CHECK(row.estimate_type.empty());
            CHECK(row.effect_type.empty());
            CHECK(row.term == "mood");
            CHECK(row.method == "paired_t");
        }
    }

    TEST_CASE("shares are hidden when made of few") {
        struct Case {
            std::string method;
            const char* type;
            const char* estimand;
            Counts people, place;
            bool is_hidden;
        };
        const Counts many{12, 12, 12}, few{12, 9, 12}, wide{20, 20, 20, 20}, narrow{20, 20, 4, 36};
        for (const Case& one : {Case{"net_share", "percentage_points", "people", many, wide, false},
                                Case{"net_share", "percentage_points", "people", few, wide, true},
                                Case{"net_share", "percentage_points", "people", {}, wide, true},
                                Case{"sign_test", "share_up_of_changed", "people", few, wide, true},
                                Case{"newcombe", "percentage_points", "place", many, wide, false},
                                Case{"newcombe", "percentage_points", "place", many, narrow, true},
                                Case{"newcombe", "percentage_points", "place", few, wide, true},
                                Case{"paired_t", "points", "people", few, narrow, false}}) {
            CAPTURE(one.method);
            CAPTURE(one.is_hidden);
            StudyFindings study = quiet_study();
            Finding& row = study.results.front();
            row.method = one.method;
            row.estimate_type = one.type;
            row.estimand = one.estimand;
            study.bases = {basis("mood", one.people, one.place)};
            CHECK(shown(study).results.front().suppressed == one.is_hidden);
        }
        StudyFindings study = quiet_study();
        study.results.front().method = "net_share";
        study.bases.clear();
        CHECK(shown(study).results.front().suppressed);  // nobody said what it is made of
    }

    TEST_CASE("an effect that is the estimate turned round is rounded as the estimate is") {
        StudyFindings study = quiet_study();
        Finding& row = study.results.front();
        row.better = "lower";
        row.estimate_type = row.effect_type = "d_z";
        row.estimate = -0.6613;
        row.conf_low = -0.8017;
        row.conf_high = -0.5191;
        row.effect = 0.6613;
        row.effect_low = 0.5191;
        row.effect_high = 0.8017;
        const Finding turned = shown(study).results.front();
        REQUIRE(turned.effect);
        CHECK(*turned.effect != 0.6613);
        CHECK(*turned.effect == -*turned.estimate);
        CHECK(*turned.effect_low == -*turned.conf_high);
        CHECK(*turned.effect_high == -*turned.conf_low);
        row.estimate_type = "p_superiority";
        row.effect_type = "dominance";
        row.estimate = 0.3042;
        row.conf_low = 0.2619;
        row.conf_high = 0.3521;
        const Finding probability = shown(study).results.front();
        CHECK(*probability.effect == doctest::Approx(1 - 2 * *probability.estimate));
        CHECK(*probability.effect_low == doctest::Approx(1 - 2 * *probability.conf_high));
    }

    TEST_CASE("rows where nearly all gave the same answer are hidden") {
        using Member = std::uint64_t CountBasis::Apart::*;
        const auto is_hidden = [](Member member, std::uint64_t apart, const char* analysis,
                                  const char* estimand) {
            StudyFindings study = quiet_study();
            study.bases.front().apart.*member = apart;
            Finding second = study.results.front();
            second.analysis = analysis;
            second.estimand = estimand;
            if (std::string(analysis) != "compare") study.results.push_back(second);
            study.results.back().estimand = estimand;
            return shown(study).results.back().suppressed;
        };
        using Apart = CountBasis::Apart;
        for (const Member member : {&Apart::pairs_from, &Apart::pairs_to, &Apart::change}) {
            CHECK(is_hidden(member, 0, "compare", "people"));
            CHECK(is_hidden(member, 4, "compare", "people"));
            CHECK_FALSE(is_hidden(member, 5, "compare", "people"));
            CHECK_FALSE(is_hidden(member, 0, "compare", "place"));
        }
        for (const Member member : {&Apart::all_from, &Apart::all_to}) {
            CHECK(is_hidden(member, 4, "compare", "place"));
            CHECK_FALSE(is_hidden(member, 4, "compare", "people"));
        }
        for (const Member member : {&Apart::lost, &Apart::kept}) {
            CHECK(is_hidden(member, 4, "attrition", ""));
            CHECK_FALSE(is_hidden(member, 5, "attrition", ""));
        }
    }

    TEST_CASE("a row that says that all changed alike is hidden, of the place too") {
        for (const char* estimand : {"people", "place"}) {
            for (const char* reason : {"same_change", "no_change"}) {
                StudyFindings study = quiet_study();
                study.bases.front().apart.change = 0;
                study.results.front().estimand = estimand;
                study.results.front().reason = reason;
                CHECK(shown(study).results.front().suppressed);
            }
        }
    }

    TEST_CASE("a second row about nearly the same people is hidden") {
        const auto with_second = [](const char* analysis, std::uint64_t n_from, std::uint64_t n_pairs) {
            StudyFindings study = quiet_study();
            Finding second = compared("mood", n_pairs, "overlap_t");
            second.analysis = analysis;
            second.estimand = std::string(analysis) == "other_estimand" ? "place" : "people";
            second.verdict.clear();
            second.n_from = n_from;
            second.n_to = 80;
            study.results.push_back(second);
            return shown(study).results.back().suppressed;
        };
        CHECK_FALSE(with_second("other_estimand", 60, 40));
        CHECK_FALSE(with_second("other_estimand", 50, 40));
        CHECK(with_second("other_estimand", 49, 40));
        CHECK_FALSE(with_second("other_estimand", 40, 40));  // the same people
        CHECK(with_second("other_linkage", 60, 31));
        CHECK_FALSE(with_second("other_linkage", 60, 30));
    }

    TEST_CASE("partner: numbers of everyone next to those of the linked people are left out") {
        StudyFindings study = quiet_study();
        study.results.front().n_from = 42;
        const Finding row = shown(study, Release::partner).results.front();
        CHECK_FALSE(row.suppressed);
        CHECK(row.n_pairs == 40);
        CHECK_FALSE(row.n_from);
        CHECK_FALSE(row.n_to);
        CHECK(row.mean_from == 3.123456);  // not rounded
        CHECK(row.p_value == 0.0003456);
    }

    TEST_CASE("a smallest change worked out from the answers has one digit, everywhere") {
        StudyFindings study = quiet_study();
        study.smallest_changes = {{"sd", 0.2, "", {"mood"}}};
        study.results.front().smallest_change = 0.1975308;
        study.spreads = {spread({{-0.5, -0.5, 12}, {-0.25, 0.25, 30}, {0.5, 0.5, 12}}, 0.1975308)};
        StudyFindings safe = shown(study);
        CHECK(safe.results.front().smallest_change == 0.2);
        CHECK(safe.spreads.front().smallest_change == 0.2);
        study.smallest_changes = {{"points", 0.1975308, "", {"mood"}}};  // given, and no secret
        safe = shown(study);
        CHECK(safe.results.front().smallest_change == 0.1975308);
        CHECK(safe.spreads.front().smallest_change == 0.1975308);
    }

    TEST_CASE("figures are as coarse as the numbers of people") {
        const Finding row = shown(quiet_study()).results.front();
        CHECK_FALSE(row.suppressed);
        CHECK(row.n == 40);
        CHECK(row.n_from == 60);
        CHECK(row.mean_from == 3.1);  // 0.25 x 5 / 40 = 0.03125, so steps of 0.05
        CHECK(row.mean_to == 3.65);
        CHECK(row.sd_from == 1);
        CHECK(row.estimate == 0.55);
        CHECK(row.conf_low == 0.3);
        CHECK(row.conf_high == 0.8);
        CHECK(row.p_value == 0.0003);
        CHECK_FALSE(row.statistic);
        CHECK_FALSE(row.df);
        CHECK_FALSE(row.std_error);
        CHECK(row.verdict == "improved");  // judged before rounding
        StudyFindings shares = quiet_study();
        Finding& share = shares.results.front();
        share.method = "newcombe_paired";
        share.estimate_type = "percentage_points";
        share.mean_from = 47.5;
        share.sd_from = share.sd_to = std::nullopt;
        CHECK(shown(shares).results.front().mean_from == 50);  // 2 people of 40 are 5 in 100
        StudyFindings answers = quiet_study();
        answers.terms.front().kind = "ordered";
        answers.results.front().method = "sign_test";
        answers.results.front().estimate_type = "share_up_of_changed";
        const Finding counts = shown(answers).results.front();
        CHECK_FALSE(counts.suppressed);
        CHECK_FALSE(counts.mean_from);
        CHECK_FALSE(counts.sd_to);
    }

    TEST_CASE("remarks with numbers of people are withheld") {
        StudyFindings study = quiet_study();
        study.warnings = {{"a.b", "3 people have no code", "f.csv", 4, 2},
                          {"a.c", "Codes differ", "f.csv", 7, 1}};
        study.inputs = {{"first", "first.csv", "", 43, ""}, {"second", "second.csv", "", 7, ""}};
        Finding strict = compared("mood", 30);
        strict.analysis = "other_linkage";
        strict.verdict.clear();
        strict.rule = "strict: codes agree wholly, 30 of the 40 linked pairs";
        study.results.push_back(strict);
        const StudyFindings safe = shown(study);
        CHECK(safe.warnings[0].message ==
              "a warning with numbers of people in it is withheld; outcomes check shows it");
        CHECK(safe.warnings[0].code == "a.b");
        CHECK(safe.warnings[1].message == "Codes differ");
        CHECK(safe.warnings[1].line == 0);
        CHECK(safe.inputs[0].rows == 45);
        CHECK_FALSE(safe.inputs[1].rows);
        CHECK(safe.results.back().rule == "strict: codes agree wholly");
    }

    TEST_CASE(
        "public, whatever the sizes: no small count, no count but multiples of 5, no figure of a hidden "
        "row") {
        std::size_t n_shown = 0, n_hidden = 0;
        for (std::uint64_t i = 0; i < 400; ++i) {
            StudyFindings study = study_of({{"a", 5 + i % 17, 5 + i % 13, 3 + i % 11},
                                            {"b", 12 + i % 29, 12 + i % 23, 9 + i % 19},
                                            {"c", 30, 30, 20},
                                            {"", i % 7, i % 5, i % 3}});
            study.movements = {movement({i % 31, 12, 12 + i % 7}, {12, i % 37, 15})};
            study.spreads = {spread({{-0.5, -0.5, i % 23}, {-0.25, 0.25, 30}, {0.5, 0.5, i % 19}}, 0.5)};
            const StudyFindings safe = shown(study);
            for (const Finding& row : safe.results) {
                if (row.suppressed) CHECK(n_numbers(row) == 0);
                (row.suppressed ? n_hidden : n_shown) += 1;
                for (const auto& n : {row.n, row.n_from, row.n_to, row.n_pairs}) {
                    if (n) CHECK((*n >= 10 && *n % 5 == 0));
                }
            }
            for (const Movement& one : safe.movements) {
                for (const Counts& counts : {one.count_from, one.count_to}) {
                    for (const std::uint64_t n : counts) CHECK((n >= 10 && n % 5 == 0));
                }
            }
            for (const ChangeSpread& one : safe.spreads) {
                for (const ChangeBin& bin : one.bins) CHECK((bin.people >= 10 && bin.people % 5 == 0));
            }
        }
        CHECK(n_shown > 100);
        CHECK(n_hidden > 100);
    }

    TEST_CASE("what was disclosed once stays as it is") {
        StudyFindings study = study_of({{"a", 8, 8, 8}, {"b", 40, 40, 30}, {"c", 20, 20, 15}, {"", 0, 0, 0}});
        const StudyFindings once = shown(study);
        StudyFindings again = once;
        again.bases = study.bases;
        again = shown(again);
        REQUIRE(again.results.size() == once.results.size());
        for (std::size_t i = 0; i < once.results.size(); ++i) {
            CAPTURE(i);
            if (once.results[i].suppressed) CHECK(again.results[i].suppressed);
            if (!again.results[i].suppressed) CHECK(again.results[i].n == once.results[i].n);
        }
    }
}
