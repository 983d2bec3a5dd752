#include "libstats/stats/survey_adjustment.hpp"
#include "libstats/stats/survey_design.hpp"
#include "tests/calibration/designs.hpp"
#include "tests/calibration/latent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>

/// Samples from a community of some hundred people, drawn by a design; the truth is the community's figure.
namespace outcomes::calibration {
namespace {

constexpr std::size_t n_strata = 3;
constexpr std::size_t n_ages = 3;

enum class Design {
    random,    ///< people, without replacement
    strata,    ///< as many people from each stratum, though the strata differ in size
    clusters,  ///< all people of some classes
    both       ///< all people of as many classes from each stratum
};

struct Survey {
    ScoreForm form = ScoreForm::normal();
    std::size_t n = 30;  ///< people; with classes about so many
    Design design = Design::random;

    [[nodiscard]] bool by_class() const { return design == Design::clusters || design == Design::both; }
    [[nodiscard]] std::string id() const {
        constexpr std::array<const char*, 4> words{"random", "strata", "clusters", "both"};
        return fmt::format("survey n{} {} {}", n, form.id(), words.at(static_cast<std::size_t>(design)));
    }
};

struct Person {
    double before = 0;
    double after = 0;
    bool yes = false;  ///< afterwards in the upper half
    std::uint32_t stratum = 0;
    std::uint32_t room = 0;  ///< the class
    std::uint32_t group = 0;
    std::uint32_t age = 0;
};

struct Community {
    std::vector<Person> people;
    std::vector<std::vector<std::size_t>> rooms;        ///< people of each class
    std::array<std::vector<std::size_t>, n_strata> of;  ///< people of each stratum
    std::array<std::vector<std::size_t>, n_strata> rooms_of;
};

/// Sixty classes of 6 to 14 people, 30, 18 and 12 of them in the three strata, which differ in level; classes
/// share a fifth of the trait, and those in group 1 and the older ones score a little higher.
Community community_of(const ScoreForm& form) {
    constexpr std::uint64_t one_seed = 7;
    constexpr std::size_t n_rooms = 60;
    constexpr double shared = 0.2;
    base::Random random(one_seed);
    Community community;
    const Correlated pair(equal_correlations(2, 0.6));
    for (std::uint32_t room = 0; room < n_rooms; ++room) {
        const std::uint32_t stratum = room < 30 ? 0 : room < 48 ? 1 : 2;
        const Eigen::VectorXd common = pair.draw(random);
        community.rooms.emplace_back();
        community.rooms_of.at(stratum).push_back(room);
        for (std::size_t i = 0; i < 6 + (room * 5) % 9; ++i) {
            const Eigen::VectorXd trait =
                std::sqrt(shared) * common + std::sqrt(1 - shared) * pair.draw(random);
            Person person{.stratum = stratum, .room = room};
            person.group = random.uniform() < 0.4 ? 1 : 0;
            person.age = static_cast<std::uint32_t>(random.below(n_ages));
            const double level = 0.3 * (static_cast<double>(stratum) - 1) + 0.3 * person.group +
                                 0.3 * (static_cast<double>(person.age) - 1);
            person.before = static_cast<double>(form.draw(random, trait[0], level));
            person.after = static_cast<double>(form.draw(random, trait[1], level + 0.2));
            person.yes = 2 * person.after >= static_cast<double>(form.highest());
            community.rooms.back().push_back(community.people.size());
            community.of.at(stratum).push_back(community.people.size());
            community.people.push_back(person);
        }
    }
    return community;
}

/// A sample in the columns that the methods take.
struct Drawn {
    stats::SurveySample design;
    std::vector<double> before;
    std::vector<double> after;
    std::vector<double> change;
    std::vector<std::uint8_t> yes;
    std::vector<std::uint8_t> group;
    std::vector<std::uint8_t> other_group;
    std::vector<std::uint32_t> groups;
    std::vector<std::uint32_t> ages;
};
using Shared = std::shared_ptr<Drawn>;

void add(const Community& community, std::size_t index, double weight, double population, Drawn& into) {
    const Person& person = community.people[index];
    into.design.weights.push_back(weight);
    into.design.strata.push_back(person.stratum);
    into.design.clusters.push_back(person.room);
    into.design.population.push_back(population);
    into.before.push_back(person.before);
    into.after.push_back(person.after);
    into.change.push_back(person.after - person.before);
    into.yes.push_back(person.yes ? 1 : 0);
    into.group.push_back(person.group == 1 ? 1 : 0);
    into.other_group.push_back(person.group == 1 ? 0 : 1);
    into.groups.push_back(person.group);
    into.ages.push_back(person.age);
}

/// n of these, each combination as likely as any other.
std::vector<std::size_t> chosen(std::vector<std::size_t> from, std::size_t n, base::Random& random) {
    for (std::size_t i = 0; i < n; ++i)
        std::swap(from[i], from[i + static_cast<std::size_t>(random.below(from.size() - i))]);
    from.resize(n);
    return from;
}

/// Draws n units of a list and adds their people.
void draw_from(const Community& community, const std::vector<std::size_t>& units, std::size_t n,
               bool by_class, base::Random& random, Drawn& into) {
    const auto size = static_cast<double>(units.size());
    for (const std::size_t unit : chosen(units, n, random)) {
        const double weight = size / static_cast<double>(n);
        if (!by_class) {
            add(community, unit, weight, size, into);
            continue;
        }
        for (const std::size_t person : community.rooms[unit]) add(community, person, weight, size, into);
    }
}

void draw_sample(const Survey& survey, const Community& community, base::Random& random, Drawn& into) {
    constexpr std::size_t class_size = 10;
    into = {};
    const std::size_t units = survey.by_class() ? survey.n / class_size : survey.n;
    if (survey.design == Design::strata || survey.design == Design::both) {
        for (std::size_t stratum = 0; stratum < n_strata; ++stratum)
            draw_from(community,
                      survey.by_class() ? community.rooms_of.at(stratum) : community.of.at(stratum),
                      units / n_strata, survey.by_class(), random, into);
    } else {
        std::vector<std::size_t> all(survey.by_class() ? community.rooms.size() : community.people.size());
        std::iota(all.begin(), all.end(), 0U);
        draw_from(community, all, units, survey.by_class(), random, into);
        into.design.strata.clear();
    }
    if (!survey.by_class()) into.design.clusters.clear();
}

/// Sums over the community, of all people or of those for whom `in` is true.
template <class Value, class In>
double mean_of(const Community& community, Value value, In in) {
    double sum = 0;
    double n = 0;
    for (const Person& person : community.people) {
        if (!in(person)) continue;
        sum += value(person);
        ++n;
    }
    return sum / n;
}

using MaybeInterval = std::optional<stats::Interval>;

void ask_figures(const Community& community, const Shared& drawn, DesignCell& cell) {
    const auto everyone = [](const Person&) { return true; };
    const auto after = [](const Person& p) { return p.after; };
    const double mean = mean_of(community, after, everyone);
    const double before = mean_of(
        community, [](const Person& p) { return p.before; }, everyone);
    cell.questions.push_back(interval_of("survey_mean", mean, [drawn]() -> MaybeInterval {
        const auto result = stats::survey_mean(drawn->design, drawn->after);
        return result ? result->mean.ci : std::nullopt;
    }));
    cell.questions.push_back(interval_of(
        "survey_total", mean * static_cast<double>(community.people.size()), [drawn]() -> MaybeInterval {
            const auto result = stats::survey_total(drawn->design, drawn->after);
            return result ? result->ci : std::nullopt;
        }));
    cell.questions.push_back(interval_of("survey_ratio", mean / before, [drawn]() -> MaybeInterval {
        const auto result = stats::survey_ratio(drawn->design, drawn->after, drawn->before);
        return result ? result->ci : std::nullopt;
    }));
    const double share = mean_of(
        community, [](const Person& p) { return p.yes ? 1.0 : 0.0; }, everyone);
    cell.questions.push_back(interval_of("survey_share", share, [drawn]() -> MaybeInterval {
        const auto result = stats::survey_proportion(drawn->design, drawn->yes);
        return result ? result->ci_logit : std::nullopt;
    }));
    const double difference = mean_of(community, after, [](const Person& p) { return p.group == 1; }) -
                              mean_of(community, after, [](const Person& p) { return p.group == 0; });
    cell.questions.push_back(interval_of("survey_difference", difference, [drawn]() -> MaybeInterval {
        const auto result =
            stats::survey_difference(drawn->design, drawn->after, drawn->other_group, drawn->group);
        return result ? result->ci : std::nullopt;
    }));
    cell.questions.push_back(interval_of("survey_paired_t", mean - before, [drawn]() -> MaybeInterval {
        const auto result = stats::survey_paired_t(drawn->design, drawn->change);
        return result ? MaybeInterval(result->ci) : std::nullopt;
    }));
}

/// The mean after the weights were made to fit the groups of the community.
void ask_adjusted(const Community& community, const Shared& drawn, DesignCell& cell) {
    const double mean = mean_of(
        community, [](const Person& p) { return p.after; }, [](const Person&) { return true; });
    std::vector<double> groups(2, 0.0);
    std::vector<double> ages(n_ages, 0.0);
    for (const Person& person : community.people) {
        ++groups[person.group];
        ++ages[person.age];
    }
    cell.questions.push_back(interval_of("post_stratification", mean, [drawn, ages]() -> MaybeInterval {
        const auto adjusted = stats::post_stratified(drawn->design, {drawn->ages, ages});
        if (!adjusted) return std::nullopt;
        const auto result = stats::survey_mean(*adjusted, drawn->after);
        return result ? result->mean.ci : std::nullopt;
    }));
    cell.questions.push_back(interval_of("raking", mean, [drawn, groups, ages]() -> MaybeInterval {
        const std::array<stats::PopulationMargin, 2> margins{{{drawn->groups, groups}, {drawn->ages, ages}}};
        const auto adjusted = stats::raked(drawn->design, margins);
        if (!adjusted) return std::nullopt;
        const auto result = stats::survey_mean(adjusted->sample, drawn->after);
        return result ? result->mean.ci : std::nullopt;
    }));
}

DesignCell cell_of(const Survey& survey) {
    const auto community = std::make_shared<const Community>(community_of(survey.form));
    const auto drawn = std::make_shared<Drawn>();
    DesignCell cell;
    cell.draw = [survey, community, drawn](base::Random& random) {
        draw_sample(survey, *community, random, *drawn);
    };
    ask_figures(*community, drawn, cell);
    ask_adjusted(*community, drawn, cell);
    return cell;
}

}  // namespace

std::vector<DesignTrial> designs_of_surveys() {
    std::vector<DesignTrial> trials;
    for (const std::size_t n : {30U, 60U, 150U}) {
        for (const int items : {1, 4, 14}) {
            for (const Position position : {Position::middle, Position::floor}) {
                for (const Design design : {Design::random, Design::strata, Design::clusters, Design::both}) {
                    if (n == 30 && (design == Design::clusters || design == Design::both)) continue;
                    const Survey survey{ScoreForm(5, items, position), n, design};
                    trials.push_back({survey.id(), [survey] { return cell_of(survey); }});
                }
            }
        }
    }
    return trials;
}

}  // namespace outcomes::calibration
