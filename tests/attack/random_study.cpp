#include "tests/attack/random_study.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace outcomes::tests {
namespace {

using base::Random;

const std::vector<std::string> three{"low", "middle", "high"};
const std::vector<std::string> four{"poor", "fair", "good", "excellent"};
const std::vector<std::string> two{"no", "yes"};
const std::vector<std::string> ladder{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
constexpr std::array subgroup_ids{"area", "age"};
constexpr std::array<std::array<const char*, 5>, 2> names{
    {{"north", "east", "south", "west", "centre"}, {"young", "younger", "middling", "older", "old"}}};

const std::vector<std::string>& words_of_column(std::size_t column) {
    return column < 3 ? three : column == 3 ? ladder : column == 4 ? four : two;
}

template <std::size_t N>
double one_of(Random& random, const std::array<double, N>& values) {
    return values.at(random.below(N));
}

bool happens(Random& random, double chance) {
    return random.uniform() < chance;
}

/// How people answer one question: most give the same answer, or few do; many keep theirs, or few.
struct Habit {
    int usual = 0;
    double share_usual = 0.5;
    double keeps = 0.5;
    double blank = 0;
};

int answer(Random& random, const Habit& habit, int k) {
    if (happens(random, habit.blank)) return -1;
    return happens(random, habit.share_usual) ? habit.usual
                                              : static_cast<int>(random.below(static_cast<std::uint64_t>(k)));
}

/// Uneven groups: each draw is the least or any of two.
int group(Random& random, std::size_t n_groups, bool uneven) {
    const auto a = random.below(n_groups), b = random.below(n_groups);
    return static_cast<int>(uneven ? std::min(a, b) : a);
}

struct Chances {
    double first, second, no_code, no_group;
    std::array<bool, 2> uneven;
    std::array<Habit, n_columns> habits;
};

Chances draw_chances(Random& random) {
    Chances chances;
    chances.first = one_of(random, std::array{0.6, 0.9, 1.0});
    chances.second = one_of(random, std::array{0.6, 0.9, 1.0});
    chances.no_code = one_of(random, std::array{0.0, 0.05, 0.3});
    chances.no_group = one_of(random, std::array{0.0, 0.05, 0.3});
    chances.uneven = {happens(random, 0.5), happens(random, 0.5)};
    for (std::size_t c = 0; c < n_columns; ++c) {
        Habit& habit = chances.habits.at(c);
        habit.usual = static_cast<int>(random.below(static_cast<std::uint64_t>(n_answers.at(c))));
        habit.share_usual = one_of(random, std::array{0.0, 0.0, 0.4, 0.8, 0.95, 1.0});
        habit.keeps = one_of(random, std::array{0.0, 0.5, 0.9, 1.0});
        habit.blank = one_of(random, std::array{0.0, 0.0, 0.05, 0.3});
    }
    return chances;
}

Sheet first_sheet(Random& random, const RandomStudy& study, const Chances& chances) {
    Sheet sheet;
    for (std::size_t s = 0; s < study.groups.size(); ++s) {
        if (!happens(random, chances.no_group))
            sheet.group.at(s) = group(random, study.groups[s].size(), chances.uneven.at(s));
    }
    for (std::size_t c = 0; c < n_columns; ++c)
        sheet.answers.at(c) = answer(random, chances.habits.at(c), n_answers.at(c));
    return sheet;
}

Sheet second_sheet(Random& random, const RandomStudy& study, const Chances& chances, const Sheet& first) {
    Sheet sheet = first_sheet(random, study, chances);
    constexpr double moved = 0.03;
    if (!happens(random, moved)) sheet.group = first.group;
    for (std::size_t c = 0; c < n_columns; ++c) {
        if (sheet.answers.at(c) >= 0 && first.answers.at(c) >= 0 &&
            happens(random, chances.habits.at(c).keeps))
            sheet.answers.at(c) = first.answers.at(c);
    }
    return sheet;
}

void draw_person(Random& random, RandomStudy& study, const Chances& chances, std::size_t number) {
    const Sheet first = first_sheet(random, study, chances);
    const std::array sheets{first, second_sheet(random, study, chances, first)};
    const std::array present{happens(random, chances.first), happens(random, chances.second)};
    for (std::size_t w = 0; w < 2; ++w) {
        if (!present.at(w) && !(study.waves.at(w).empty() && number == 0)) continue;
        study.waves.at(w).push_back(sheets.at(w));
        if (!happens(random, chances.no_code)) study.waves.at(w).back().code = fmt::format("P{}", number);
    }
}

bool anyone_linked(const RandomStudy& study) {
    return std::any_of(study.waves[0].begin(), study.waves[0].end(), [&](const Sheet& a) {
        return !a.code.empty() && std::any_of(study.waves[1].begin(), study.waves[1].end(),
                                              [&](const Sheet& b) { return a.code == b.code; });
    });
}

}  // namespace

RandomStudy random_study(Random& random) {
    constexpr std::size_t fewest = 2, most = 60, many = 35;
    RandomStudy study;
    const std::size_t least = happens(random, 0.6) ? many : fewest;
    const std::size_t n = least + random.below(most - least + 1);
    const std::size_t n_subgroups = 1 + random.below(2);
    for (std::size_t s = 0; s < n_subgroups; ++s) {
        const std::size_t n_groups = 2 + random.below(4);
        study.groups.emplace_back(names.at(s).begin(),
                                  names.at(s).begin() + static_cast<std::ptrdiff_t>(n_groups));
    }
    const Chances chances = draw_chances(random);
    for (std::size_t p = 0; p < n; ++p) draw_person(random, study, chances, p);
    if (happens(random, 0.5)) study.population = n + random.below(3) * random.below(20);
    study.headline_is_people = anyone_linked(study) && happens(random, 0.8);
    const std::array<std::string, 3> changes{"", "small_change = { sd = 0.2 }",
                                             "small_change = { percent = 10 }"};
    study.small_change = changes.at(random.below(3));
    return study;
}

std::string study_file(const RandomStudy& study) {
    std::string text = "schema = 1\n[study]\nid = \"random\"\ntitle = \"Random\"\ndesign = \"mixed\"\n";
    if (study.population) text += fmt::format("population = {}\n", *study.population);
    text += R"([wave]
first = { label = "First", file = "first.csv" }
second = { label = "Second", file = "second.csv" }
[columns]
id = "code"
[missing]
labels = ["", "Don't know"]
codes = { 99 = "refused" }
[answers]
three = { labels = ["low", "middle", "high"], scores = [0, 1, 2] }
ladder = { range = [0, 10] }
four = { labels = ["poor", "fair", "good", "excellent"], scores = [0, 1, 2, 3] }
two = { labels = ["no", "yes"], scores = [0, 1] }
[item]
qa = { text = "Hopeful" }
qb = { text = "Calm" }
qc = { text = "Rested" }
step = { text = "Ladder of life" }
[scale]
mood = { label = "Mood", items = ["qa", "qb", "qc"], answers = "three", score = "sum", max_missing = 0 }
ladder = { label = "Satisfaction", items = ["step"], answers = "ladder" }
[category]
quality = { label = "Quality", column = "quality", answers = "four", better = "higher" }
owns = { label = "Owns a key", column = "owns", answers = "two", better = "yes" }
[rules]
)";
    text += fmt::format("headline = \"{}\"\n{}\n[subgroup]\n", study.headline_is_people ? "people" : "place",
                        study.small_change);
    for (std::size_t s = 0; s < study.groups.size(); ++s)
        text += fmt::format("{0} = {{ label = \"By {0}\", column = \"{0}\", keep = [\"{1}\"] }}\n",
                            subgroup_ids.at(s), fmt::join(study.groups[s], "\", \""));
    return text;
}

std::string wave_file(const RandomStudy& study, std::size_t wave) {
    std::string text = "code,area,age,qa,qb,qc,step,quality,owns\n";
    std::size_t n_missing = 0;
    for (const Sheet& sheet : study.waves.at(wave)) {
        text += sheet.code;
        for (std::size_t s = 0; s < 2; ++s) {
            text += ',';
            if (s < study.groups.size() && sheet.group.at(s) >= 0)
                text += study.groups[s][static_cast<std::size_t>(sheet.group.at(s))];
        }
        for (std::size_t c = 0; c < n_columns; ++c) {
            constexpr std::array missing{"", "Don't know", "99"};
            const int given = sheet.answers.at(c);
            text += ',';
            text +=
                given < 0 ? missing.at(n_missing++ % 3) : words_of_column(c)[static_cast<std::size_t>(given)];
        }
        text += '\n';
    }
    return text;
}

std::vector<Asked> all_asked() {
    return {{{"mood"}, {0, 1, 2}, 7, true, 0},
            {{"qa"}, {0}, 3, false, 1},
            {{"qb"}, {1}, 3, false, 1},
            {{"qc"}, {2}, 3, false, 1},
            {{"ladder", "step"}, {3}, 11, true, 0},
            {{"quality"}, {4}, 4, false, 2},
            {{"owns"}, {5}, 2, false, 1}};
}

int score_of(const Sheet& sheet, const Asked& asked) {
    int sum = 0;
    for (const std::size_t column : asked.columns) {
        if (sheet.answers.at(column) < 0) return -1;
        sum += sheet.answers.at(column);
    }
    return sum;
}

std::vector<std::string> words_of(const Asked& asked) {
    return asked.columns.size() > 1 ? std::vector<std::string>() : words_of_column(asked.columns.front());
}

}  // namespace outcomes::tests
