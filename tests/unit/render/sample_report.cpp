#include "sample_report.hpp"

#include "libstats/findings/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace outcomes::tests {
namespace {

using findings::Finding;
using findings::StudyFindings;

struct Scale {
    const char* term;
    const char* label;
    double from, change, half, d, sd, low, high, step;
    const char* better = "higher";
};

constexpr std::array scales{
    Scale{"belonging", "Belonging", 3.10, 0.30, 0.11, 0.15, 0.80, 1, 5, 0.25},
    Scale{"safety", "Feeling safe", 3.42, 0.04, 0.13, 0.16, 0.82, 1, 5, 0.25},
    Scale{"trust", "Trust in neighbours", 3.31, 0.07, 0.06, 0.16, 0.79, 1, 5, 0.25},
    Scale{"voice", "Having a say", 2.75, 0.24, 0.13, 0.16, 0.81, 1, 5, 0.2},
    Scale{"together", "We can change things together", 2.96, 0.21, 0.12, 0.17, 0.86, 1, 5, 0.25},
    Scale{"part", "Taking part", 7.20, -0.09, 0.72, 0.90, 4.50, 0, 24, 1},
    Scale{"support", "Support from others", 3.52, -0.02, 0.10, 0.16, 0.81, 1, 5, 0.25},
    Scale{"lonely", "Loneliness", 5.40, -0.50, 0.24, 0.30, 1.50, 3, 9, 1, "lower"},
    Scale{"wellbeing", "Mental wellbeing", 22.60, 0.62, 0.75, 0.90, 4.60, 7, 35, 1},
    Scale{"stress", "Stress", 6.10, 0.90, 0.46, 0.58, 2.93, 0, 16, 1, "lower"},
    Scale{"services", "Local services", 2.88, 0.08, 0.14, 0.17, 0.84, 1, 5, 0.2},
    Scale{"green", "Parks and green space", 3.70, 0.02, 0.38, 0.18, 0.88, 1, 5, 0.25},
    Scale{"contact", "How often people meet", 2.40, 0.18, 0.10, 0.20, 1.00, 0, 7, 1, "neither"},
};

constexpr std::array questions{"What happens here matters to me", "People here want much the same things",
                               "I have little to do with this area", "I like to say that I come from here"};
const std::vector<std::string> answers{"Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree",
                                       "Strongly agree"};

findings::Direction direction_of(const std::string& better) {
    return better == "lower"    ? findings::Direction::lower
           : better == "higher" ? findings::Direction::higher
                                : findings::Direction::neither;
}

Finding base_row(const char* analysis) {
    Finding row;
    row.study = "hawkhill";
    row.community = "Hawkhill (invented)";
    row.analysis = analysis;
    row.wave_from = "baseline";
    row.wave_to = "repeat";
    return row;
}

void set_interval(Finding& row, double estimate, double half, std::optional<double> d) {
    row.estimate = estimate;
    row.conf_low = estimate - half;
    row.conf_high = estimate + half;
    row.conf_level = 0.95;
    row.smallest_change = d;
    const findings::Judgement judgement =
        findings::judge(*row.conf_low, *row.conf_high, d, direction_of(row.better));
    row.verdict = findings::verdict_id(judgement.verdict);
    row.verdict_detail = findings::detail_id(judgement.detail);
}

Finding scale_row(const Scale& scale, bool place) {
    Finding row = base_row("compare");
    row.term = scale.term;
    row.label = scale.label;
    row.level = "scale";
    row.estimand = place ? "place" : "people";
    row.method = place ? "overlap_cr2" : "paired_cr2";
    row.policy = "CR2; Satterthwaite df";
    row.better = scale.better;
    row.n = place ? 541 : 212;
    row.n_pairs = 212;
    row.n_from = 402;
    row.n_to = 351;
    row.estimate_type = "points";
    set_interval(row, scale.change, scale.half, scale.d);
    row.mean_from = scale.from;
    row.mean_to = scale.from + scale.change;
    row.sd_from = scale.sd * 0.99;
    row.sd_to = scale.sd * 1.02;
    row.statistic = scale.change / (scale.half / 1.98);
    row.std_error = scale.half / 1.98;
    row.df = 130.7;
    row.p_value = std::exp(-0.8 * *row.statistic * *row.statistic);
    row.p_adjusted = std::min(1.0, 9 * *row.p_value);
    const double turn = std::string(scale.better) == "lower" ? -1 : 1;
    row.effect = turn * scale.change / scale.sd;
    row.effect_low = *row.effect - scale.half / scale.sd;
    row.effect_high = *row.effect + scale.half / scale.sd;
    row.effect_type = "d_baseline";
    const bool leaves_out_0 = *row.conf_low > 0 || *row.conf_high < 0;
    if (leaves_out_0 && *row.p_adjusted >= 0.05) row.note = "suggestive";
    return row;
}

Finding hidden(Finding row) {
    for (const auto member :
         {&Finding::estimate, &Finding::conf_low, &Finding::conf_high, &Finding::mean_from, &Finding::mean_to,
          &Finding::sd_from, &Finding::sd_to, &Finding::statistic, &Finding::df, &Finding::p_value,
          &Finding::p_adjusted, &Finding::effect, &Finding::effect_low, &Finding::effect_high,
          &Finding::std_error}) {
        row.*member = std::nullopt;
    }
    row.n = row.n_from = row.n_to = row.n_pairs = std::nullopt;
    row.verdict = "not_tested";
    row.verdict_detail = row.note = "";
    row.suppressed = true;
    row.reason = "suppressed";
    return row;
}

/// A term of its own for each of many scales; the first thirteen keep their names.
Scale numbered(std::size_t index, std::string& term, std::string& label) {
    Scale scale = scales[index % scales.size()];
    const std::size_t round = index / scales.size();
    term = round == 0 ? scale.term : fmt::format("{}_{}", scale.term, round + 1);
    label = round == 0 ? scale.label : fmt::format("{}, part {}", scale.label, round + 1);
    scale.change += 0.01 * static_cast<double>(round);
    return scale;
}

findings::TermFacts facts_of(const Scale& scale, const Finding& row, std::size_t items) {
    findings::TermFacts facts;
    facts.term = row.term;
    facts.label = row.label;
    facts.level = "scale";
    facts.kind = "mean";
    facts.better = row.better;
    facts.low = scale.low;
    facts.high = scale.high;
    facts.step = scale.step;
    facts.unit = "points";
    facts.n_items = items;
    return facts;
}

/// Changes as a bell on the grid of the scale.
findings::ChangeSpread spread_of(const Scale& scale, const Finding& row) {
    findings::ChangeSpread spread;
    spread.term = row.term;
    spread.label = row.label;
    spread.wave_from = row.wave_from;
    spread.wave_to = row.wave_to;
    spread.better = row.better;
    spread.smallest_change = row.smallest_change;
    spread.step = scale.step;
    spread.n = spread.n_higher = spread.n_lower = 0;
    for (int k = -8; k <= 8; ++k) {
        const double change = k * scale.step;
        const double z = (change - scale.change) / (0.9 * scale.sd);
        const auto people = static_cast<std::uint64_t>(std::lround(60 * std::exp(-z * z / 2)));
        spread.bins.push_back({change, change, people});
        *spread.n += people;
        if (change >= scale.d) *spread.n_higher += people;
        if (change <= -scale.d) *spread.n_lower += people;
    }
    return spread;
}

/// Moves of 200 people between five answers, more of them up than down as `lean` is above 0.
findings::Movement movement_of(const Finding& row, int lean) {
    findings::Movement movement;
    movement.term = row.term;
    movement.label = row.label;
    movement.wave_from = row.wave_from;
    movement.wave_to = row.wave_to;
    movement.better = row.better;
    movement.answers = answers;
    const std::size_t k = answers.size();
    movement.count_from.assign(k, 0);
    movement.count_to.assign(k, 0);
    movement.moves.assign((k + 1) * (k + 1), 0);
    std::uint64_t up = 0;
    std::uint64_t same = 0;
    std::uint64_t down = 0;
    for (std::size_t from = 0; from < k; ++from) {
        for (std::size_t to = 0; to < k; ++to) {
            const int distance = static_cast<int>(to) - static_cast<int>(from);
            const int people = std::max(0, 22 - 7 * std::abs(distance) + (distance > 0 ? lean : 0)) +
                               (from == 3 && to == 3 ? 14 : 0);
            const auto n = static_cast<std::uint64_t>(people);
            movement.moves[from * (k + 1) + to] = n;
            movement.count_from[from] += n + (to == 0 ? 30 : 0);
            movement.count_to[to] += n + (from == 0 ? 22 : 0);
            (distance > 0 ? up : (distance < 0 ? down : same)) += n;
        }
    }
    movement.n_higher = up;
    movement.n_same = same;
    movement.n_lower = down;
    return movement;
}

void add_item(StudyFindings& study, const Finding& scale, std::size_t number) {
    Finding row = base_row("compare");
    row.term = fmt::format("{}_q{}", scale.term, number + 1);
    row.label = fmt::format("{} ({})", questions[number % questions.size()], row.term);
    row.level = "item";
    row.estimand = scale.estimand;
    row.method = scale.estimand == "place" ? "newcombe" : "net_share";
    row.policy = "Tango score interval";
    row.better = number == 2 ? "lower" : "higher";
    row.estimate_type = "percentage_points";
    const int lean = static_cast<int>((number + study.movements.size()) % 5) - 1;
    const findings::Movement movement = movement_of(row, lean);
    const auto up = static_cast<double>(*movement.n_higher);
    const auto down = static_cast<double>(*movement.n_lower);
    const double n = up + down + static_cast<double>(*movement.n_same);
    row.n = row.n_pairs = static_cast<std::uint64_t>(n);
    row.n_from = 380;
    row.n_to = 330;
    const double share = 100 * (up - down) / n;
    set_interval(row, share, 9.4, std::nullopt);
    row.p_value = std::exp(-share * share / 40);
    row.p_adjusted = std::min(1.0, 20 * *row.p_value);
    if (row.verdict == "improved" && *row.p_adjusted > 0.05) row.note = "suggestive";
    if (row.method == "newcombe") {
        row.mean_from = 50;
        row.mean_to = 50 + share;
    }
    findings::TermFacts facts;
    facts.term = row.term;
    facts.label = row.label;
    facts.level = "item";
    facts.scale = scale.term;
    facts.kind = "ordered";
    facts.better = row.better;
    facts.unit = "percentage_points";
    facts.answers = answers;
    study.terms.push_back(facts);
    study.results.push_back(row);
    study.movements.push_back(movement);
}

void add_groups(StudyFindings& study) {
    study.subgroups = {{"age", "Age", {"16-34", "35-64", "65 and over"}},
                       {"home", "Housing", {"Owner", "Rent"}}};
    std::vector<Finding> rows;
    for (const findings::SubgroupFacts& facts : study.subgroups) {
        for (const Finding& whole : study.results) {
            if (whole.level != "scale") continue;
            for (std::size_t g = 0; g < facts.groups.size(); ++g) {
                Finding row = whole;
                row.group = facts.id;
                row.subgroup = facts.groups[g];
                row.n = row.n_pairs = 60 + 20 * g;
                row.p_adjusted = std::nullopt;
                row.note = "";
                set_interval(row, *whole.estimate * (0.7 + 0.3 * static_cast<double>(g)),
                             1.9 * (*whole.conf_high - *whole.estimate), whole.smallest_change);
                const bool small = facts.id == "age" && g == 0 && whole.term == "green";
                rows.push_back(small ? hidden(row) : row);
            }
        }
    }
    study.results.insert(study.results.end(), rows.begin(), rows.end());
}

void add_context(StudyFindings& study) {
    const auto count = [&](const char* term, const char* label, const char* wave, std::uint64_t n,
                           std::uint64_t out_of) {
        Finding row = base_row("response");
        row.term = term;
        row.label = label;
        row.level = "study";
        row.wave_from = wave;
        row.wave_to = "";
        row.method = "count";
        row.n = n;
        if (out_of > 0) {
            row.n_from = out_of;
            row.estimate = static_cast<double>(n) / static_cast<double>(out_of);
            row.estimate_type = "share";
        }
        study.results.push_back(row);
    };
    count("eligible", "People in the place", "baseline", 1840, 0);
    count("answered", "Answered", "baseline", 402, 1840);
    count("answered", "Answered", "repeat", 351, 1840);
    count("linked", "Answered both times, linked", "baseline", 212, 402);
    count("only_from", "With a code, the first time only", "baseline", 167, 402);
    count("only_to", "With a code, the second time only", "repeat", 114, 351);
    count("no_id", "Answered without a code", "baseline", 23, 402);
    count("no_id", "Answered without a code", "repeat", 25, 351);
    for (const Scale& scale : scales) {
        Finding lost = base_row("attrition");
        lost.term = scale.term;
        lost.label = scale.label;
        lost.method = "welch_t";
        lost.n_from = 190;
        lost.n_to = 212;
        lost.estimate_type = "points";
        lost.estimate = scale.sd * 0.05;
        lost.conf_low = scale.sd * -0.1;
        lost.conf_high = scale.sd * 0.2;
        lost.conf_level = 0.95;
        lost.effect = scale.term == std::string("stress") ? -0.31 : 0.05;
        if (*lost.effect < -0.25) lost.note = "lost_differ";
        study.results.push_back(lost);
        for (const char* wave : {"baseline", "repeat"}) {
            Finding alpha = base_row("reliability");
            alpha.term = scale.term;
            alpha.label = scale.label;
            alpha.level = "scale";
            alpha.wave_from = wave;
            alpha.wave_to = "";
            alpha.method = alpha.estimate_type = "alpha";
            alpha.estimate = 0.78;
            alpha.conf_low = 0.74;
            alpha.conf_high = 0.81;
            alpha.conf_level = 0.95;
            study.results.push_back(alpha);
        }
    }
}

void add_record(StudyFindings& study, const ReportShape& shape) {
    findings::StudyRecord record;
    record.question = "Did community life in Hawkhill change between spring 2024 and spring 2025?";
    record.community = "Hawkhill (invented)";
    record.design = "paired";
    record.population = 1840;
    record.date_from = "2024-04-01";
    record.date_to = "2025-04-01";
    record.headline = shape.place ? "place" : "people";
    record.adjust = "holm";
    record.seed = 20240401;
    if (shape.lead) record.lead = {"belonging", "lonely", "stress", "voice"};
    record.words = shape.words;
    std::vector<std::string> labels;
    for (const Scale& scale : scales) labels.emplace_back(scale.label);
    record.methods = {{"paired_cr2", "Paired change, households as clusters",
                       "Mean change of linked people; people of one household share their errors.",
                       "CR2, Satterthwaite df", "Bell & McCaffrey (2002), Survey Methodology 28:169", labels},
                      {"net_share",
                       "Net share who moved up",
                       "People who moved up minus people who moved down.",
                       "Tango score interval",
                       "Tango (1998), Statistics in Medicine 17:891",
                       {"52 questions"}}};
    record.not_done = {"no comparison group in the study file", "no counts from records in the study file"};
    study.record = record;
    study.plan = findings::PlanRecord{
        "unchanged", "2024-03-12", "before",
        false,       {},           "The rules were fixed on 12 March 2024, before the second survey."};
    study.smallest_changes = {{"sd", 0.2, "agreed with the residents' panel", labels},
                              {"points", 0.3, "", {"Loneliness"}}};
    study.hidden = {"1 group of fewer than 10 people is hidden, and 1 more so that it cannot be worked out."};
    study.inputs = {{"baseline", "data/2024.csv", std::string(64, 'a'), 402, "plain"},
                    {"repeat", "data/2025.csv", std::string(64, 'b'), 351, ""}};
    study.warnings = {{"csv.padded", "2 rows are shorter than the header", "data/2024.csv", 12, 0},
                      {"link.few", "Fewer than 60 % of the first answers are linked", "", 0, 0}};
}

constexpr std::array hostile_texts{
    "<script>alert(1)</script>",
    "=1+1",
    "\"><img src=x onerror=alert(1)>",
    "'; DROP TABLE answers; --",
    "{scale} {0} *stars* [link](javascript:alert(1)) | pipe",
    "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 \xe2\x80\xae right to left",
    "\xf0\x9f\x98\x80 smile \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac",
    "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenversicherungsanstaltsgebaeudeeinga",
    "]]></svg></style><!-- &amp; \x01\x1b[31m",
};

/// Every text that comes from people or files, made to do harm.
void make_hostile(findings::Findings& all) {
    std::size_t next = 0;
    const auto spoil = [&](std::string& text) { text = hostile_texts.at(next++ % hostile_texts.size()); };
    StudyFindings& study = all.studies.front();
    for (std::string* text : {&study.title, &study.path, &study.wave_from_label, &study.wave_to_label,
                              &study.record->question, &study.record->community, &all.command})
        spoil(*text);
    for (Finding& row : study.results) {
        if (row.analysis == "compare") spoil(row.label);
        if (!row.subgroup.empty()) row.subgroup = std::string(hostile_texts.at(0)) + row.subgroup;
    }
    for (findings::Movement& movement : study.movements) {
        spoil(movement.label);
        for (std::string& answer : movement.answers) spoil(answer);
    }
    for (findings::TermFacts& facts : study.terms) {
        spoil(facts.label);
        for (std::string& answer : facts.answers) spoil(answer);
    }
    for (findings::ChangeSpread& spread : study.spreads) spoil(spread.label);
    for (findings::SubgroupFacts& groups : study.subgroups) {
        spoil(groups.label);
        for (std::string& group : groups.groups) group = std::string(hostile_texts.at(0)) + group;
    }
    for (findings::InputFile& input : study.inputs) spoil(input.file);
    for (findings::Warning& warning : study.warnings) spoil(warning.message);
    for (std::string& hidden : study.hidden) spoil(hidden);
    for (findings::Option& option : all.options) spoil(option.value);
    for (findings::SmallestChangeRule& rule : study.smallest_changes) spoil(rule.why);
    for (std::string& what : study.record->not_done) spoil(what);
}

}  // namespace

findings::Findings report_sample(const ReportShape& shape) {
    StudyFindings study;
    study.id = "hawkhill";
    study.title = "Hawkhill neighbours survey";
    study.path = "hawkhill.toml";
    study.sha256 = std::string(64, 'c');
    study.wave_from_label = "Spring 2024";
    study.wave_to_label = "Spring 2025";
    for (std::size_t i = 0; i < shape.scales; ++i) {
        std::string term;
        std::string label;
        const Scale scale = numbered(i, term, label);
        Finding row = scale_row(scale, shape.place);
        row.term = term;
        row.label = label;
        study.results.push_back(row);
        study.terms.push_back(facts_of(scale, row, shape.items_per_scale));
        if (!shape.place) study.spreads.push_back(spread_of(scale, row));
    }
    const std::vector<Finding> rows = study.results;
    for (const Finding& row : rows) {
        Finding other = row;
        other.analysis = "other_estimand";
        other.estimand = shape.place ? "people" : "place";
        other.method = "overlap_cr2";
        other.verdict = other.verdict_detail = other.note = "";
        study.results.push_back(other);
    }
    for (const Finding& row : rows) {
        for (std::size_t q = 0; q < shape.items_per_scale; ++q) add_item(study, row, q);
    }
    add_groups(study);
    add_context(study);
    add_record(study, shape);
    findings::Findings all{"outcomes.report/1",
                           {{"profile", "internal"}, {"output", "hawkhill.html"}},
                           {std::move(study)},
                           "outcomes report -s hawkhill.toml -o hawkhill.html --profile internal"};
    if (shape.hostile) make_hostile(all);
    return all;
}

findings::SafeFindings safe_report(const ReportShape& shape) {
    return findings::disclose(report_sample(shape));
}

}  // namespace outcomes::tests
