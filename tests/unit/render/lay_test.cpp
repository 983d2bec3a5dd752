#include "libstats/render/lay.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/render/evaluator.hpp"
#include "libstats/render/lay_numbers.hpp"
#include "libstats/render/phrases.hpp"
#include "readability.hpp"
#include "sample_findings.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace outcomes::tests {
namespace {

using namespace render;
using findings::Finding;

struct Kind {
    const char* method;
    const char* type;
    double unit;  ///< what a limit of 1 on the grid is
    double step;
};
const Kind kinds[] = {{"paired_t", "points", 0.1, 0.25},
                      {"paired_t", "points", 1, 1},
                      {"overlap_t", "points", 0.1, 0.25},
                      {"net_share", "percentage_points", 3, 0},
                      {"newcombe_paired", "percentage_points", 3, 0}};

findings::Direction direction_of(const std::string& better) {
    return better == "lower"    ? findings::Direction::lower
           : better == "higher" ? findings::Direction::higher
                                : findings::Direction::neither;
}

Finding row_of(const Kind& kind, const std::string& better, double low, double high,
               std::optional<double> d) {
    Finding row;
    row.analysis = "compare";
    row.term = "stress";
    row.label = "Stress";
    row.level = "scale";
    row.estimand = std::string(kind.method) == "overlap_t" ? "place" : "people";
    row.method = kind.method;
    row.estimate_type = kind.type;
    row.estimate = (low + high) / 2;
    row.conf_low = low;
    row.conf_high = high;
    row.conf_level = 0.95;
    row.n = 212;
    row.n_from = 402;
    row.n_to = 351;
    row.better = better;
    row.smallest_change = d;
    row.statistic = 2.5;
    row.df = 130.25;
    row.p_value = 0.0132;
    row.p_adjusted = 0.0792;
    if (std::string(kind.method) != "net_share") {
        row.mean_from = 31.25;
        row.mean_to = 31.25 + *row.estimate;
        row.sd_from = 4.5;
        row.sd_to = 4.25;
    }
    const findings::Judgement judgement = findings::judge(low, high, d, direction_of(better));
    row.verdict = findings::verdict_id(judgement.verdict);
    row.verdict_detail = findings::detail_id(judgement.detail);
    return row;
}

TermContext context_for(const Kind& kind) {
    static findings::TermFacts facts;
    facts.step = kind.step > 0 ? std::optional(kind.step) : std::nullopt;
    static findings::Movement movement;
    movement.better = "higher";
    movement.n_higher = 87;
    movement.n_lower = 36;
    movement.n_same = 78;
    return {"March 2013", "March 2014", &facts, &movement};
}

/// Calls `look` with a row for every interval on a grid, direction, kind and smallest change.
template <class Look>
void walk(Look look) {
    for (const Kind& kind : kinds) {
        for (const char* better : {"higher", "lower", "neither"}) {
            for (const std::optional<double> d : {std::optional<double>(), std::optional(2.0)}) {
                for (int low = -5; low <= 5; ++low) {
                    for (int high = low; high <= 5; ++high) {
                        const auto at = [&](double x) { return x * kind.unit; };
                        look(row_of(kind, better, at(low), at(high + 0.5),
                                    d ? std::optional(at(*d)) : std::nullopt),
                             context_for(kind));
                    }
                }
            }
        }
    }
}

const Slot typical[] = {{"scale", "Taking part"},
                        {"from", "3.10"},
                        {"to", "3.40"},
                        {"wave_from", "spring 2024"},
                        {"wave_to", "spring 2025"},
                        {"least", "0.19"},
                        {"most", "0.41"},
                        {"unit", "points"},
                        {"fall", "0.09"},
                        {"rise", "0.17"},
                        {"d", "0.15"},
                        {"people", "28 people"},
                        {"better", "87 people"},
                        {"worse", "36"},
                        {"same", "78"},
                        {"higher", "87 people"},
                        {"lower", "36"},
                        {"count", "13"},
                        {"terms", "13 scales"},
                        {"list", "3 got better and 1 got worse"},
                        {"scales", "Stress and trust"},
                        {"wave", "spring 2024"},
                        {"percent", "53%"},
                        {"improved", "3"},
                        {"worsened", "1"},
                        {"moved", "2"},
                        {"headline", "Taking part went up"}};

bool is_plain(std::string_view id) {
    return id.starts_with("lay.") || id.starts_with("main.");
}

}  // namespace

TEST_CASE("every plain phrase is short, easy to read and free of banned words") {
    double sum = 0;
    int n = 0;
    for (const Phrase& phrase : phrase_table) {
        if (!is_plain(phrase.id)) continue;
        const std::string text = filled(phrase.text, typical);
        CAPTURE(std::string(phrase.id));
        CAPTURE(text);
        CHECK(banned_words_in(text) == "");
        for (const std::string& sentence : sentences_of(text)) CHECK(words_of(sentence).size() < 20);
        if (!text.ends_with('.')) continue;  // a part of a sentence
        const double age = reading_grade(text) + 5;
        CHECK(age <= 12);
        sum += age;
        ++n;
    }
    REQUIRE(n > 60);
    CHECK(sum / n <= 9.5);
    MESSAGE("mean reading age of ", n, " phrases: ", sum / n);
}

TEST_CASE("no phrase of any kind holds a banned word") {
    for (const Phrase& phrase : phrase_table) {
        CAPTURE(std::string(phrase.id));
        CHECK(banned_words_in(std::string(phrase.text)) == "");
    }
}

TEST_CASE("ids are unique and headlines have at most 10 words") {
    std::set<std::string_view> ids;
    for (const Phrase& phrase : phrase_table) {
        CAPTURE(std::string(phrase.id));
        CHECK(ids.insert(phrase.id).second);
        if (!phrase.id.starts_with("head.")) continue;
        CHECK(words_of(filled(phrase.text, typical)).size() <= 10);
    }
}

TEST_CASE("every interval gets exactly one sentence on what happened") {
    std::set<std::string> verdicts;
    walk([&](const Finding& row, const TermContext& context) {
        const LayText text = lay_text(row, context);
        CAPTURE(row.verdict);
        CAPTURE(row.verdict_detail);
        CAPTURE(text.verdict);
        verdicts.insert(row.verdict + '/' + row.verdict_detail + '/' + row.better);
        CHECK(sentences_of(text.verdict).size() == 1);
        const std::string all = lay_paragraph(row, context);
        CHECK(banned_words_in(all) == "");
        for (const std::string& sentence : sentences_of(all)) {
            CAPTURE(sentence);
            CHECK(words_of(sentence).size() < 20);
        }
        CHECK(words_of(headline(row)).size() <= 10);
        CHECK(banned_words_in(text_of(evaluator_text(row, {context, "Paired t test", "holm"}))) == "");
    });
    // improved, worsened (3 details), no meaningful change (3), inconclusive (4) for two directions and
    // neither.
    CHECK(verdicts.size() == 39);
}

TEST_CASE("words follow the direction of the scale") {
    walk([](const Finding& row, const TermContext& context) {
        const std::string text = lay_text(row, context).verdict;
        CAPTURE(text);
        CAPTURE(row.verdict);
        const bool good = text.find("which is good") != std::string::npos;
        const bool bad =
            text.find("worse") != std::string::npos || text.find("not good") != std::string::npos;
        const bool up = *row.estimate > 0;
        const bool moved = row.verdict == "improved" || row.verdict == "worsened" || row.verdict == "rose" ||
                           row.verdict == "fell";
        if (row.better == "neither") CHECK_FALSE((good || bad));
        if (row.verdict == "improved") CHECK(good == (row.better == "lower"));
        if (row.verdict == "worsened") CHECK(bad);
        if (row.verdict == "inconclusive") CHECK(text.find("can't tell") != std::string::npos);
        if (!moved || row.method == std::string("net_share")) return;
        CHECK(text.find(up ? "went up" : "went down") != std::string::npos);
    });
}

TEST_CASE("what the limits say is said of the limits") {
    struct Row {
        const char* better;
        double low, high;
        const char* sentence;
    };
    const Row rows[] = {
        {"higher", 0.25, 0.41, "The rise is likely to lie between 0.25 and 0.41 points."},
        {"higher", 0.25, 0.41, "All of that range is big enough to matter: 0.2 points or more."},
        {"higher", 0.11, 0.41, "It may be too small to matter: that takes 0.2 points or more."},
        {"lower", -0.41, -0.25, "The fall is likely to lie between 0.25 and 0.41 points."},
        {"higher", -0.1, 0.3,
         "The change is likely to lie between a fall of 0.10 and a rise of 0.30 points."},
        {"higher", -0.1, 0.3, "It may have gone up by enough to matter. A fall that big can be ruled out."},
        {"lower", -0.1, 0.3, "It may have gone up by enough to matter. A fall that big can be ruled out."},
        {"neither", -0.3, 0.1,
         "It may have gone down by enough to matter. A rise that big can be ruled out."},
        {"higher", -0.3, 0.3, "It may have gone up or down by enough to matter."},
        {"higher", -0.1, 0.1, "Any change is smaller than the 0.2 points that would matter."},
        {"higher", 0.004, 0.41, "The rise is likely to lie between 0.004 and 0.410 points."},
        {"higher", 0.1996, 0.41, "The rise is likely to lie between 0.1996 and 0.4100 points."},
    };
    for (const Row& one : rows) {
        const Finding row = row_of(kinds[0], one.better, one.low, one.high, 0.2);
        const std::string text = lay_paragraph(row, context_for(kinds[0]));
        CAPTURE(text);
        CHECK(text.find(one.sentence) != std::string::npos);
    }
}

TEST_CASE("sums have one decimal, means two, percentages none, and never more than the row has") {
    Finding row = row_of(kinds[1], "higher", 1.234, 2.345, std::nullopt);
    CHECK(lay_digits(row, context_for(kinds[1]).facts) == 1);
    CHECK(lay_digits(row, nullptr) == 2);
    row.estimate_type = "percentage_points";
    CHECK(lay_digits(row, nullptr) == 0);
    Finding rounded = row_of(kinds[0], "higher", 1, 2, std::nullopt);
    rounded.estimate = 1.5;
    rounded.mean_from = 31;
    rounded.mean_to = 32.5;
    CHECK(lay_digits(rounded, nullptr) == 1);
    CHECK(shown_digits(rounded) == 1);
    CHECK(text_of(evaluator_text(rounded, {context_for(kinds[0]), "t", "holm"})).find("1.50") ==
          std::string::npos);
}

TEST_CASE("each reason has its sentence") {
    for (const base::Reason reason : base::all_reasons()) {
        Finding row = row_of(kinds[0], "higher", 1, 2, std::nullopt);
        row.verdict = "not_tested";
        row.verdict_detail = "";
        row.reason = base::reason_id(reason);
        row.suppressed = row.reason == "suppressed";
        const LayText text = lay_text(row, context_for(kinds[0]));
        CAPTURE(text.verdict);
        CHECK(text.more.empty() == (reason != base::Reason::same_change));
        CHECK(sentences_of(text.verdict).size() == 1);
        CHECK(banned_words_in(text.verdict) == "");
        CHECK(words_of(headline(row)).size() <= 10);
        CHECK_FALSE(evaluator_text(row, {}).empty());
    }
    Finding none;
    CHECK_THROWS_AS((void)lay_text(none, {}), base::ContractError);
    CHECK_THROWS_AS((void)evaluator_text(none, {}), base::ContractError);
}

TEST_CASE("a change that is the same for everyone is told, and why it has no range") {
    Finding row = row_of(kinds[0], "lower", 0.3, 0.3, std::nullopt);
    row.verdict = "not_tested";
    row.verdict_detail = "";
    row.reason = "same_change";
    row.conf_low = row.conf_high = std::nullopt;
    CHECK(lay_paragraph(row, context_for(kinds[0])) ==
          "Stress: every score went up by the same amount. The average went from 31.25 (March 2013) to 31.55 "
          "(March 2014). So we cannot work out a likely range.");
    CHECK(headline(row) == "Stress: the same change for all");
    const std::string apa = text_of(evaluator_text(row, {context_for(kinds[0]), "Paired t test", "holm"}));
    CHECK(apa.starts_with("Stress was higher in March 2014"));
    CHECK(
        apa.ends_with("pairs. Not tested. Every score changed by the same amount, so there is no spread to "
                      "take an interval from."));
    row.estimate = -1;
    CHECK(lay_text(row, context_for(kinds[0])).verdict ==
          "Stress: every score went down by the same amount.");
}

TEST_CASE("the APA sentence has its parts in order, with symbols in italics") {
    Finding row = row_of(kinds[0], "higher", 0.19, 0.41, 0.15);
    row.effect = 0.38;
    row.effect_low = 0.24;
    row.effect_high = 0.51;
    const Runs runs = evaluator_text(row, {context_for(kinds[0]), "Paired t test", "holm"});
    const auto spaces = [](std::string text) {  // no-break spaces as plain ones
        for (auto at = text.find("\xc2\xa0"); at != std::string::npos; at = text.find("\xc2\xa0"))
            text.replace(at, 2, " ");
        return text;
    };
    CHECK(spaces(text_of(runs)) ==
          "Stress was higher in March 2014 (M = 31.55, SD = 4.25) than in March 2013 (M = 31.25, SD = 4.50), "
          "mean "
          "change = 0.30, 95% CI [0.19, 0.41], t(130.3) = 2.50, p = .013, Holm-adjusted p = .079, change / "
          "baseline "
          "SD = 0.38 [0.24, 0.51], n = 212 pairs, Paired t test. The whole 95% interval is beyond the "
          "smallest change "
          "that matters, 0.15 points.");
    std::string italics;
    for (const Run& run : runs) {
        if (run.italic) italics += run.text + ' ';
    }
    CHECK(italics == "M SD M SD t p p SD n ");
}

TEST_CASE("stars and braces in a label are text") {
    Finding row = row_of(kinds[0], "higher", 0.19, 0.41, 0.15);
    row.label = "A *bold* {claim} {0}";
    CHECK(lay_text(row, context_for(kinds[0])).verdict == "A *bold* {claim} {0} went up.");
    const Runs runs = evaluator_text(row, {context_for(kinds[0]), "t", ""});
    CHECK(runs.front().text.starts_with("A *bold* {claim} {0} was higher"));
    CHECK_THROWS_AS((void)filled("{missing}", {}), base::ContractError);
}

TEST_CASE("the top of the page has at most five sentences and leaves out no bad news") {
    findings::Findings sample = sample_findings();
    findings::StudyFindings& study = sample.studies.front();
    Rows rows;
    for (Finding& row : study.results) {
        if (row.term == "volunteered") row.label = "Volunteered in the last year";  // counted below
        if (row.analysis == "compare") rows.push_back(&row);
    }
    const auto sentences = main_findings(study, rows);
    REQUIRE(sentences.size() == 5);
    CHECK(sentences[0] == "We looked at 8 results: 3 got better and 1 got worse.");
    CHECK(sentences[1] == "1 stayed much the same, for 2 we can't tell and 1 could not be tested.");
    CHECK(sentences[2].starts_with("Stress got worse"));
    CHECK(headline(rows) == "3 of 8 results got better, 1 got worse");
    // Each subset of the rows: at most five, and each worsened term is named.
    for (unsigned subset = 1; subset < (1U << rows.size()); ++subset) {
        Rows some;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if ((subset >> i & 1U) != 0) some.push_back(rows[i]);
        }
        const auto list = main_findings(study, some);
        CHECK(list.size() <= 5);
        std::string all;
        for (const std::string& sentence : list) {
            CHECK(words_of(sentence).size() < 20);
            all += sentence;
        }
        for (const Finding* row : some) {
            if (row->verdict == "worsened") CHECK(all.find(row->label) != std::string::npos);
        }
        CHECK(words_of(headline(some)).size() <= 10);
    }
}

TEST_CASE("caveats and who answered") {
    findings::Findings sample = sample_findings();
    findings::StudyFindings& study = sample.studies.front();
    Rows rows;
    Rows response;
    Rows lost;
    for (const Finding& row : study.results) {
        if (row.analysis == "compare") rows.push_back(&row);
        if (row.analysis == "response") response.push_back(&row);
        if (row.analysis == "attrition") lost.push_back(&row);
    }
    for (const std::string& text : caveats(study, rows)) {
        CHECK(banned_words_in(text) == "");
        for (const std::string& sentence : sentences_of(text)) CHECK(words_of(sentence).size() < 20);
    }
    const auto who = who_answered(study, response);
    REQUIRE(who.size() == 3);
    CHECK(who[0] == "402 people answered in Spring 2024, 22% of those who live there.");
    CHECK(who[2] == "212 people answered both times, 53% of those who answered the first time.");
    CHECK(lost_sentence(lost).starts_with(
        "Those who did not answer again began at another level on: Belonging."));
    // Not adjusted: nobody is told that chance was allowed for.
    const auto says = [](const std::vector<std::string>& list, const char* words) {
        return std::any_of(list.begin(), list.end(),
                           [&](const std::string& text) { return text.find(words) != std::string::npos; });
    };
    CHECK(says(caveats(study, rows), "by chance"));
    for (Finding& row : study.results) row.p_adjusted = std::nullopt;
    CHECK_FALSE(says(caveats(study, rows), "by chance"));
}

}  // namespace outcomes::tests
