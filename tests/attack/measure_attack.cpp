#include "tests/attack/measure_attack.hpp"

#include "tests/attack/knowledge.hpp"

#include "libstats/stats/proportions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::tests {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::array subgroup_ids{"area", "age"};
constexpr std::array waves{"first", "second"};

/// What is asked of people of one group that nothing is told about, or of a shown one.
struct Member {
    std::string name;
    Sum answered[2], linked, scored[2], pairs;
};

/// The system of one question in one subgroup.
class MeasureAttack {
  public:
    MeasureAttack(const RandomStudy& study, const Published& published, const Asked& asked,
                  std::size_t subgroup)
        : study_(study), published_(published), asked_(asked), subgroup_(subgroup) {
        add_parts();
        know_response();
        know_groups();
        for (const SeenRow& seen : published_.rows) {
            if (is_asked(seen.row.term) && seen.row.group.empty())
                know_row(system_, everyone(), seen, asked_);
        }
        for (const SeenMovement& seen : published_.movements) {
            if (is_asked(seen.term)) know_movement(system_, everyone(), seen, asked_);
        }
        for (const SeenSpread& seen : published_.spreads) {
            if (is_asked(seen.term)) know_spread(system_, everyone(), seen, asked_.k);
        }
        choose_targets();
    }

    void run(const AttackOptions& options, AttackResult& result) const {
        ++result.n_systems;
        for (const std::string& fault : system_.contradictions()) result.faults.push_back(fault);
        const std::vector<Fate> fates =
            system_.attack(targets_, options.stop_at_first ? Effort::bounds : Effort::all);
        result.n_targets += targets_.size();
        for (std::size_t t = 0; t < targets_.size(); ++t) {
            result.n_published_targets += targets_[t].is_published ? 1U : 0U;
            const std::string name =
                fmt::format("{} ({}): {}, truth {}", asked_.terms.front(), subgroup_ids.at(subgroup_),
                            targets_[t].name, targets_[t].truth);
            if (fates[t] == Fate::pinned) result.pinned.push_back(name);
            if (fates[t] == Fate::undecided) result.undecided.push_back(name);
        }
        if (options.spans) measure_span(result);
    }

  private:
    [[nodiscard]] bool is_asked(const std::string& term) const {
        return std::find(asked_.terms.begin(), asked_.terms.end(), term) != asked_.terms.end();
    }
    [[nodiscard]] People everyone() const { return People(parts_); }
    [[nodiscard]] const std::string& name_of(int group) const {
        return study_.groups.at(subgroup_).at(static_cast<std::size_t>(group));
    }

    /// True if a row says something about this question and group.
    [[nodiscard]] bool is_told(int group) const {
        return std::any_of(published_.rows.begin(), published_.rows.end(), [&](const SeenRow& seen) {
            return is_asked(seen.row.term) && seen.row.group == subgroup_ids.at(subgroup_) &&
                   seen.row.subgroup == name_of(group) && !seen.row.suppressed;
        });
    }

    /// Groups of which rows tell something are parts; all others together are one, as only their sum enters.
    void add_parts() {
        std::vector<int> others{-1};
        for (int g = 0; g < static_cast<int>(study_.groups.at(subgroup_).size()); ++g) {
            if (is_told(g)) {
                add_part({g});
                told_.push_back(g);
            } else {
                others.push_back(g);
            }
        }
        add_part(others);
        for (std::size_t p = 0; p < told_.size(); ++p)
            members_.push_back(member_of(name_of(told_[p]), {parts_[p]}));
        split(others);
    }
    void add_part(const std::vector<int>& groups) {
        truths_.push_back(true_counts(study_, asked_, subgroup_, groups));
        parts_.push_back(part_of(system_, truths_.back()));
    }
    [[nodiscard]] static Member member_of(const std::string& name, const std::vector<Part>& parts) {
        const People people(parts);
        return {name,
                {people.answered(0), people.answered(1)},
                people.linked(),
                {people.sum(Who::everyone_before), people.sum(Who::everyone_after)},
                people.sum(Who::pairs_before)};
    }

    /// Unknowns for the numbers of people of each of the groups that were added as one part; the first is
    /// what the others leave.
    void split(const std::vector<int>& groups) {
        Member first = member_of("in no group", {parts_.back()});
        std::vector<Member> others;
        for (std::size_t g = 1; g < groups.size(); ++g) {
            IntegerSystem truth;
            const Member real =
                member_of("", {part_of(truth, true_counts(study_, asked_, subgroup_, {groups[g]}))});
            const auto fresh = [&](const Sum& sum) {
                return Sum{{system_.unknown(static_cast<std::int64_t>(truth.truth_of(sum))), 1.0}};
            };
            others.push_back({name_of(groups[g]),
                              {fresh(real.answered[0]), fresh(real.answered[1])},
                              fresh(real.linked),
                              {fresh(real.scored[0]), fresh(real.scored[1])},
                              fresh(real.pairs)});
            take_off(first, others.back());
        }
        others.push_back(std::move(first));
        for (Member& member : others) {
            nest(member);
            members_.push_back(std::move(member));
        }
    }
    static void take_off(Member& sum, const Member& member) {
        for (std::size_t w = 0; w < 2; ++w) {
            add(sum.answered[w], member.answered[w], -1);
            add(sum.scored[w], member.scored[w], -1);
        }
        add(sum.linked, member.linked, -1);
        add(sum.pairs, member.pairs, -1);
    }
    void at_most(Sum part, const Sum& whole) {
        add(part, whole, -1);
        system_.know(part, -infinity, 0, "a part of a whole");
    }
    void nest(const Member& member) {
        at_most({}, member.pairs);
        at_most(member.pairs, member.linked);
        for (std::size_t w = 0; w < 2; ++w) {
            at_most(member.linked, member.answered[w]);
            at_most(member.scored[w], member.answered[w]);
            at_most(member.pairs, member.scored[w]);
        }
    }

    /// How many people there are, if a table says so.
    [[nodiscard]] std::optional<std::uint64_t> known_population() const {
        for (const SeenRow& seen : published_.rows) {
            if (seen.row.term == "eligible" && seen.row.analysis == "response") return seen.row.n;
            if (seen.row.term == "answered" && seen.row.group.empty() && seen.row.n_from)
                return seen.row.n_from;
        }
        return std::nullopt;
    }

    void know_response() {
        population_ = known_population();
        const People all = everyone();
        std::int64_t without_code[2] = {0, 0};
        for (const TrueCounts& truth : truths_) {
            without_code[0] += truth.first_without_code;
            without_code[1] += truth.second_without_code;
        }
        for (std::size_t w = 0; w < 2; ++w) {
            no_code_[w] = {{system_.unknown(without_code[w]), 1.0}};
            alone_[w] = all.alone(static_cast<int>(w));
            add(alone_[w], no_code_[w], -1);
            system_.know(alone_[w], 0, infinity, "with a code");
            if (population_)
                system_.know(all.answered(static_cast<int>(w)), 0, static_cast<double>(*population_),
                             "population");
            if (w < published_.records.size())
                know_count(system_, all.answered(static_cast<int>(w)), published_.records[w], "records");
        }
        for (const SeenRow& seen : published_.rows) {
            if (seen.row.analysis != "response" || !seen.row.group.empty() || seen.row.suppressed) continue;
            const Sum* sum = response_sum(seen.row);
            if (sum != nullptr) know_count(system_, *sum, seen.n, "response " + seen.row.term);
            if (seen.row.term == "answered")
                know_share(seen);
            else if (const std::size_t w = seen.row.wave_from == waves[0] ? 0 : 1; sum != nullptr)
                know_count(system_, all.answered(static_cast<int>(w)), seen.n_from,
                           "response of " + seen.row.term);
        }
    }
    /// The sum behind a response row about everyone.
    const Sum* response_sum(const findings::Finding& row) {
        const std::size_t w = row.wave_from == waves[0] ? 0 : 1;
        if (row.term == "answered")
            scratch_ = everyone().answered(static_cast<int>(w));
        else if (row.term == "linked")
            scratch_ = everyone().linked();
        else if (row.term == "only_from" || row.term == "only_to")
            scratch_ = alone_[row.term == "only_from" ? 0 : 1];
        else if (row.term == "no_id")
            scratch_ = no_code_[w];
        else
            return nullptr;
        return &scratch_;
    }
    /// The limits of a share of a population that is known exactly: the numbers of people that give them.
    void know_share(const SeenRow& seen) {
        if (!population_ || !seen.n || !seen.row.conf_low || !seen.row.conf_high) return;
        const auto population = static_cast<std::int64_t>(*population_);
        double low = infinity, high = -infinity;
        for (std::int64_t n = seen.n->low; n <= std::min(seen.n->high, population); ++n) {
            const stats::Interval limits = stats::wilson_interval({n, population});
            const double slack = seen.limit_slack * (1 + 1e-6);
            if (std::abs(limits.low - *seen.row.conf_low) > slack) continue;
            if (std::abs(limits.high - *seen.row.conf_high) > slack) continue;
            low = std::min(low, static_cast<double>(n));
            high = std::max(high, static_cast<double>(n));
        }
        system_.know(everyone().answered(seen.row.wave_from == waves[0] ? 0 : 1), low, high,
                     "limits of a share");
    }

    void know_groups() {
        for (const SeenRow& seen : published_.rows) {
            if (seen.row.group != subgroup_ids.at(subgroup_)) continue;
            for (std::size_t m = 0; m < members_.size(); ++m) {
                if (members_[m].name != seen.row.subgroup) continue;
                if (seen.row.analysis == "response")
                    know_count(system_, response_of(members_[m], seen.row), seen.n, "response of a group");
                else if (m < told_.size() && is_asked(seen.row.term))
                    know_row(system_, People({parts_[m]}), seen, asked_);
            }
        }
    }
    [[nodiscard]] static const Sum& response_of(const Member& member, const findings::Finding& row) {
        if (row.term == "linked") return member.linked;
        return member.answered[row.wave_from == waves[0] ? 0 : 1];
    }

    void aim(const std::string& name, const Sum& sum, bool is_published) {
        const auto truth = static_cast<std::int64_t>(std::llround(system_.truth_of(sum)));
        targets_.push_back({name, sum, truth, is_published});
    }
    /// A hidden count of a table of answers. That nobody gave an answer follows from any mean and SD that are
    /// far from it and names nobody; that nobody gave another answer than the commonest is a target of its
    /// own.
    void aim_at_answer(const std::string& name, const Sum& sum) {
        if (system_.truth_of(sum) > 0) aim(name, sum, true);
    }
    /// Counts that would be no secret if they were larger.
    void aim_if_small(const std::string& name, const Sum& sum) {
        constexpr std::int64_t many = 10;
        const auto truth = static_cast<std::int64_t>(std::llround(system_.truth_of(sum)));
        if (truth > 0 && truth < many) targets_.push_back({name, sum, truth, false});
    }

    void choose_targets() {
        aim_at_rows();
        for (const SeenMovement& seen : published_.movements) {
            if (is_asked(seen.term)) aim_at_movement(seen);
        }
        for (std::size_t p = 0; p < parts_.size(); ++p)
            aim_at_scores(fmt::format("part {}", p), People({parts_[p]}));
        if (parts_.size() > 1) aim_at_scores("everyone", everyone());
    }

    void aim_at_rows() {
        for (const SeenRow& seen : published_.rows) {
            const findings::Finding& row = seen.row;
            const bool in_group = row.group == subgroup_ids.at(subgroup_);
            if (row.group.empty() && row.analysis == "response" && !seen.n) {
                const Sum* sum = response_sum(row);
                if (sum != nullptr) aim("response " + row.term + " " + row.wave_from, *sum, true);
            }
            if (row.group.empty() && is_asked(row.term) && !seen.n_pairs && row.analysis != "response")
                aim_at_everyone(row);
            if (!in_group || seen.n) continue;
            for (const Member& member : members_) {
                if (member.name != row.subgroup) continue;
                if (row.analysis == "response")
                    aim("group " + member.name + " " + row.term + " " + row.wave_from,
                        response_of(member, row), true);
                else if (is_asked(row.term))
                    aim_at_term(row, member);
            }
        }
        for (const Member& member : members_) {
            if (member.name != "in no group") continue;
            aim_if_small("in no group, first", member.answered[0]);
            aim_if_small("in no group, second", member.answered[1]);
            aim_if_small("in no group, linked", member.linked);
        }
    }
    /// Of everyone, only small counts: larger ones are hidden for another reason, and shown in other rows.
    void aim_at_everyone(const findings::Finding& row) {
        const std::size_t before = targets_.size();
        aim_at_term(row, member_of("everyone", parts_));
        constexpr std::int64_t many = 10;
        targets_.erase(std::remove_if(targets_.begin() + static_cast<std::ptrdiff_t>(before), targets_.end(),
                                      [](const Target& target) { return target.truth >= many; }),
                       targets_.end());
    }
    void aim_at_term(const findings::Finding& row, const Member& member) {
        const std::string name = fmt::format("{} {} {}", row.analysis, row.method, member.name);
        if (row.analysis == "attrition") {
            if (!asked_.is_mean) return;
            aim(name + " lost", everyone().sum(Who::lost_before), true);
            aim(name + " kept", everyone().sum(Who::kept_before), true);
            return;
        }
        aim(name + " n_from", member.scored[0], true);
        aim(name + " n_to", member.scored[1], true);
        aim(name + " n_pairs", member.pairs, true);
    }

    void aim_at_movement(const SeenMovement& seen) {
        const std::vector<std::string> words = words_of(asked_);
        const People all = everyone();
        for (int a = 0; a < asked_.k; ++a) {
            const std::string& word = words.at(static_cast<std::size_t>(a));
            const auto at = std::find(seen.answers.begin(), seen.answers.end(), word) - seen.answers.begin();
            const auto run = static_cast<std::size_t>(at);
            const Weight counted = [a](int answer) { return answer == a ? 1.0 : 0.0; };
            if (run >= seen.answers.size() || !seen.count_from[run])
                aim_at_answer("before " + word, all.sum(Who::everyone_before, counted));
            if (run >= seen.answers.size() || !seen.count_to[run])
                aim_at_answer("after " + word, all.sum(Who::everyone_after, counted));
            for (int b = 0; b < asked_.k; ++b) {
                const auto cell = static_cast<std::size_t>(a * asked_.k + b);
                if (cell < seen.moves.size() && seen.moves[cell]) continue;
                aim_at_answer(fmt::format("from {} to {}", word, words.at(static_cast<std::size_t>(b))),
                              all.pairs([a, b](int x, int y) { return x == a && y == b ? 1.0 : 0.0; }));
            }
        }
        const auto moved = [&](const char* name, const MaybeSeen& shown, auto holds) {
            if (!shown) aim(name, all.pairs([=](int a, int b) { return holds(a, b) ? 1.0 : 0.0; }), true);
        };
        if (spread_tells_directions()) return;
        moved("higher", seen.higher, [](int a, int b) { return a < b; });
        moved("same", seen.same, [](int a, int b) { return a == b; });
        moved("lower", seen.lower, [](int a, int b) { return a > b; });
    }

    /// Everyone, or all but a few, with the same score.
    void aim_at_others(const std::string& who, const People& people, Who whose) {
        constexpr double many = 10;
        const auto at = [&](int v) {
            return system_.truth_of(people.sum(whose, [v](int answer) { return answer == v ? 1.0 : 0.0; }));
        };
        int commonest = 0;
        for (int v = 1; v < asked_.k; ++v) commonest = at(v) > at(commonest) ? v : commonest;
        const Sum others =
            people.sum(whose, [commonest](int answer) { return answer == commonest ? 0.0 : 1.0; });
        if (at(commonest) > 0 && system_.truth_of(others) < many)
            aim(fmt::format("{}, all but those at {} ({})", who, commonest, static_cast<int>(whose)), others,
                false);
    }

    /// True if the spread of changes shows the same numbers, counting every change.
    [[nodiscard]] bool spread_tells_directions() const {
        return std::any_of(published_.spreads.begin(), published_.spreads.end(), [&](const SeenSpread& seen) {
            return is_asked(seen.term) && seen.higher && seen.smallest_change.value_or(1) <= 1;
        });
    }

    /// People with one score, or one change.
    void aim_at_scores(const std::string& who, const People& people) {
        for (const Who whose :
             {Who::pairs_before, Who::pairs_after, Who::everyone_before, Who::everyone_after})
            aim_at_others(who, people, whose);
        for (int v = 0; v < asked_.k; ++v) {
            const Weight counted = [v](int answer) { return answer == v ? 1.0 : 0.0; };
            aim_if_small(fmt::format("{}, pairs before at {}", who, v),
                         people.sum(Who::pairs_before, counted));
            aim_if_small(fmt::format("{}, pairs after at {}", who, v), people.sum(Who::pairs_after, counted));
            aim_if_small(fmt::format("{}, before at {}", who, v), people.sum(Who::everyone_before, counted));
            aim_if_small(fmt::format("{}, after at {}", who, v), people.sum(Who::everyone_after, counted));
            aim_if_small(fmt::format("{}, lost at {}", who, v), people.sum(Who::lost_before, counted));
        }
        for (int change = 1 - asked_.k; change < asked_.k; ++change)
            aim_if_small(fmt::format("{}, changed by {}", who, change),
                         people.pairs([=](int a, int b) { return b - a == change ? 1.0 : 0.0; }));
        for (int cell = 0; cell < asked_.k * asked_.k; ++cell)
            aim_if_small(
                fmt::format("{}, from {} to {}", who, cell / asked_.k, cell % asked_.k),
                people.pairs([=, this](int a, int b) { return a * asked_.k + b == cell ? 1.0 : 0.0; }));
    }

    /// How far one hidden count of a table is left open.
    void measure_span(AttackResult& result) const {
        std::vector<const Target*> published;
        for (const Target& target : targets_) {
            if (target.is_published) published.push_back(&target);
        }
        if (published.empty()) return;
        const Target& target = *published[(result.n_systems * 7 + result.n_targets) % published.size()];
        const Span span = system_.span_of(target.sum);
        if (span.width() >= result.narrowest) return;
        result.narrowest = span.width();
        result.narrowest_name = fmt::format("{}: {}, {} to {}, truth {}", asked_.terms.front(), target.name,
                                            span.low, span.high, target.truth);
    }

    const RandomStudy& study_;
    const Published& published_;
    const Asked& asked_;
    std::size_t subgroup_;
    std::optional<std::uint64_t> population_;
    IntegerSystem system_;
    std::vector<TrueCounts> truths_;
    std::vector<Part> parts_;  ///< told groups, then all others together
    std::vector<int> told_;
    std::vector<Member> members_;  ///< told groups, then the others one by one
    Sum alone_[2], no_code_[2], scratch_;
    std::vector<Target> targets_;
};

}  // namespace

AttackResult attack(const RandomStudy& study, const Published& published, const AttackOptions& options) {
    AttackResult result;
    for (const Asked& asked : all_asked()) {
        for (std::size_t subgroup = 0; subgroup < study.groups.size(); ++subgroup) {
            MeasureAttack(study, published, asked, subgroup).run(options, result);
            if (options.stop_at_first && !result.pinned.empty()) break;
        }
        if (options.stop_at_first && !result.pinned.empty()) break;
    }
    result.n_pinned = result.pinned.size();
    return result;
}

}  // namespace outcomes::tests
