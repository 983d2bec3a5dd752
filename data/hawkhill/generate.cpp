// Makes the two files of answers of the Hawkhill example. Every person, household, answer and comment is
// invented.
//
//     hawkhill_generate FOLDER      writes FOLDER/hawkhill_2013.csv and FOLDER/hawkhill_2014.csv
//
// The same program always writes the same bytes. README.md beside this file says how the people and the
// answers are made up; the wording of the questions is in hawkhill.toml.

#include "libstats/base/random.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using outcomes::base::Random;

constexpr std::uint64_t seed = 20130301;
constexpr std::size_t n_waves = 2;
constexpr std::size_t n_residents = 500;
constexpr std::size_t n_answers_2013 = 380;

// --- What was asked
// ---------------------------------------------------------------------------------------------------

/// Answers from lowest to highest. With no labels the answer is the number first, first + 1, ... itself.
struct AnswerList {
    std::vector<std::string_view> labels;
    int n_levels;
    int first = 0;
};

const AnswerList agree5{
    {"Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"}, 5};
const AnswerList often5{{"Never", "Rarely", "Sometimes", "Often", "Very often"}, 5};
const AnswerList sure4{{"Not at all sure", "Not very sure", "Fairly sure", "Very sure"}, 4};
const AnswerList health4{{"Poor", "Fair", "Good", "Very good"}, 4};
const AnswerList ladder11{{}, 11, 0};
const AnswerList effect10{{}, 10, 1};

/// One scale: a latent score per person and wave, from which its questions are answered.
struct Scale {
    std::vector<std::string_view> columns;  ///< header in 2013
    const AnswerList* answers;
    std::size_t reversed;  ///< position of the question asked the other way round; columns.size() for none
    double middle;         ///< level that the average person gives, 0 = lowest answer
    double spread;         ///< SD of an answer before rounding, in levels
    double shared;         ///< share of an answer's variance that the scale's questions have in common
    double stability;      ///< correlation of the latent score between the waves
    double shift;          ///< true change of the latent score, in its SDs
    std::uint64_t draw;  ///< picks the random numbers; chosen so that the example shows every kind of verdict
};

constexpr std::size_t none = 99;

std::vector<Scale> hawkhill_scales() {
    return {
        {{"Q1_1", "Q1_2", "Q1_3", "Q1_4"}, &agree5, 2, 2.2, 1.10, 0.55, 0.80, 0.50, 3},
        {{"Q2_1", "Q2_2", "Q2_3", "Q2_4"}, &agree5, none, 2.4, 1.05, 0.55, 0.80, 0.26, 6},
        {{"Q3_1", "Q3_2", "Q3_3", "Q3_4"}, &sure4, none, 1.4, 0.90, 0.50, 0.75, 0.45, 2},
        {{"Q4_1", "Q4_2", "Q4_3", "Q4_4"}, &agree5, 2, 1.7, 1.10, 0.50, 0.75, 0.55, 1},
        {{"Q5_1", "Q5_2", "Q5_3", "Q5_4", "Q5_5"}, &agree5, 4, 2.0, 1.10, 0.50, 0.80, 0.25, 4},
        {{"Q6_1", "Q6_2", "Q6_3", "Q6_4"}, &often5, none, 1.8, 1.15, 0.50, 0.75, 0.26, 7},
        {{"Q7_1", "Q7_2", "Q7_3", "Q7_4"}, &agree5, none, 2.2, 1.05, 0.68, 0.93, 0.02, 4},
        {{"Q8_1", "Q8_2", "Q8_3"}, &agree5, 2, 2.3, 1.10, 0.45, 0.45, 0.12, 2},
        {{"Q9_1", "Q9_2", "Q9_3"}, &health4, none, 1.7, 0.90, 0.72, 0.95, -0.02, 3},
        {{"Q10_1", "Q10_2", "Q10_3"}, &ladder11, none, 5.4, 2.30, 0.45, 0.45, 0.12, 1},
        {{"Q11_1", "Q11_2", "Q11_3"}, &agree5, none, 2.5, 1.05, 0.72, 0.95, 0.01, 4},
        {{"Q12_1", "Q12_2", "Q12_3", "Q12_4", "Q12_5"}, &often5, none, 2.1, 1.10, 0.68, 0.93, 0.02, 3},
        {{"Q13"}, &effect10, none, 3.4, 2.50, 0.60, 0.55, -0.10, 10},
    };
}

/// Two questions have another header in the second export.
std::string header_in(std::string_view column, std::size_t wave) {
    if (wave == 1 && column == "Q5_2") return "Q5_2a";
    if (wave == 1 && column == "Q9_2") return "Q9_2_new";
    return std::string(column);
}

// --- Who lives there
// --------------------------------------------------------------------------------------------------

struct Person {
    std::size_t household;
    int age;  ///< in March 2013
    std::string_view gender;
    std::string code;                       ///< the same in both waves
    double outlook;                         ///< what all scales of one person have in common, SD 1
    std::array<bool, n_waves> lives_here;   ///< aged 12 or over and resident
    std::array<bool, n_waves> answered{};   ///< sent the form back
    std::array<bool, n_waves> gave_code{};  ///< and wrote the code on it
};

struct Place {
    std::vector<Person> people;
    std::size_t n_households;
};

bool chance(Random& random, double probability) {
    return random.uniform() < probability;
}

template <typename T>
void shuffle(std::vector<T>& values, Random& random) {
    for (std::size_t left = values.size(); left > 1; --left) {
        std::swap(values[left - 1], values[random.below(left)]);
    }
}

/// Three letters and two digits. No vowels, so that no code is a word.
std::string personal_code(Random& random) {
    constexpr std::string_view letters = "BCDFGHJKLMNPQRSTVWXZ";
    std::string code;
    for (int i = 0; i < 3; ++i) code += letters[random.below(letters.size())];
    return fmt::format("{}{:02}", code, random.below(100));
}

int adult_age(Random& random) {
    struct Band {
        int youngest;
        std::uint64_t years;
    };
    constexpr std::array<Band, 6> bands = {{{18, 7}, {25, 10}, {35, 10}, {45, 10}, {55, 10}, {65, 24}}};
    const Band band = bands[random.below(bands.size())];
    return band.youngest + static_cast<int>(random.below(band.years));
}

Person make_person(Random& random, std::size_t household, int age, std::array<bool, n_waves> lives_here) {
    const double gender = random.uniform();
    return {.household = household,
            .age = age,
            .gender = gender < 0.51    ? "Female"
                      : gender < 0.97  ? "Male"
                      : gender < 0.985 ? "Another"
                                       : "Prefer not to say",
            .code = personal_code(random),
            .outlook = random.normal(),
            .lives_here = lives_here};
}

void add_household(Place& place, Random& random, std::size_t size, std::array<bool, n_waves> lives_here) {
    const std::size_t household = place.n_households++;
    for (std::size_t member = 0; member < size; ++member) {
        // third and fourth members are mostly sons and daughters
        const bool child = member >= 2 || (size > 1 && member == 1 && chance(random, 0.15));
        const int age = child ? 12 + static_cast<int>(random.below(11)) : adult_age(random);
        place.people.push_back(make_person(random, household, age, lives_here));
    }
}

/// 280 households with 500 people over 12 in 2013. By 2014 some households have left, others have come, and
/// some children have turned 12.
Place settle(Random& random) {
    constexpr std::array<std::size_t, 4> n_of_size = {128, 101, 34, 17};
    constexpr std::size_t n_leaving = 24;
    std::vector<std::size_t> sizes;
    for (std::size_t size = 1; size <= n_of_size.size(); ++size)
        sizes.insert(sizes.end(), n_of_size[size - 1], size);
    shuffle(sizes, random);

    Place place{};
    for (std::size_t i = 0; i < sizes.size(); ++i)
        add_household(place, random, sizes[i], {true, i >= n_leaving});
    if (place.people.size() != n_residents) throw std::logic_error("household sizes do not add up");
    for (std::size_t i = 0; i < 26; ++i) add_household(place, random, 1 + random.below(3), {false, true});
    for (std::size_t i = 0; i < 6; ++i) {
        const std::size_t household = n_leaving + random.below(sizes.size() - n_leaving);
        place.people.push_back(make_person(random, household, 11, {false, true}));
    }
    std::vector<std::size_t> labels(place.n_households);
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = i;
    shuffle(labels, random);  // so that the number does not tell who moved
    for (Person& person : place.people) person.household = labels[person.household];
    std::set<std::string> codes;
    for (const Person& person : place.people) {
        if (!codes.insert(person.code).second) throw std::logic_error("two people have one code");
    }
    return place;
}

/// Exactly n_answers_2013 people answer in 2013; in 2014, mostly those who did before.
void send_out(Place& place, Random& random) {
    std::vector<std::size_t> order(n_residents);
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    shuffle(order, random);
    for (std::size_t i = 0; i < n_answers_2013; ++i) place.people[order[i]].answered[0] = true;
    for (Person& person : place.people) {
        const double again = person.answered[0] ? 0.74 : person.lives_here[0] ? 0.42 : 0.70;
        const bool answers = chance(random, again);
        person.answered[1] = answers && person.lives_here[1];
        for (bool& gave : person.gave_code) gave = chance(random, 0.93);
    }
}

// --- What they answered
// -----------------------------------------------------------------------------------------------

using Levels = std::array<std::vector<int>, n_waves>;  ///< answers of one person to one scale, 0 = lowest

/// Latent scores have variance 1: a quarter from the person's outlook, a tenth from the household, the rest
/// their own. People who had not answered in 2013 moved less.
std::vector<Levels> answer(const Scale& scale, std::size_t index, const Place& place) {
    Random random(seed + 1000 * (index + 1) + scale.draw);
    std::vector<std::array<double, n_waves>> home(place.n_households);
    for (auto& both : home) both = {random.normal(), random.normal()};

    std::vector<Levels> result(place.people.size());
    for (std::size_t p = 0; p < place.people.size(); ++p) {
        const Person& person = place.people[p];
        const double before = std::sqrt(0.25) * person.outlook + std::sqrt(0.10) * home[person.household][0] +
                              std::sqrt(0.65) * random.normal();
        const double news = std::sqrt(0.10) * home[person.household][1] + std::sqrt(0.90) * random.normal();
        const double shift = scale.shift * (person.answered[0] ? 1.0 : 0.7);
        const double after =
            scale.stability * before + std::sqrt(1 - scale.stability * scale.stability) * news + shift;
        for (std::size_t wave = 0; wave < n_waves; ++wave) {
            const double latent = wave == 0 ? before : after;
            for (std::size_t item = 0; item < scale.columns.size(); ++item) {
                const double felt =
                    std::sqrt(scale.shared) * latent + std::sqrt(1 - scale.shared) * random.normal();
                const int highest = scale.answers->n_levels - 1;
                const int level =
                    std::clamp(static_cast<int>(std::lround(scale.middle + scale.spread * felt)), 0, highest);
                result[p][wave].push_back(item == scale.reversed ? highest - level : level);
            }
        }
    }
    return result;
}

/// On the few paper forms typed in for 2014 the labels drift.
std::string label_of(const AnswerList& list, int level, bool typed) {
    if (list.labels.empty()) return fmt::format("{}", list.first + level);
    const std::string_view label = list.labels[static_cast<std::size_t>(level)];
    if (!typed) return std::string(label);
    if (label == "Neither agree nor disagree") return "Neither";
    if (label == "Strongly agree") return "Agree strongly";
    if (label == "Strongly disagree") return "strongly disagree";
    if (label == "Very often") return "VERY OFTEN";
    return std::string(label);
}

// --- What they wrote
// --------------------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 24> remarks = {
    "the evening bus is late most days",
    "more benches, please, and a bin by the steps",
    "my neighbour said \"come along\" and I did",
    "the caf\xC3\xA9 on the corner is a good place to meet",
    "we need lights on the path, it is dark by four",
    "there is nothing for teenagers, not in winter anyway",
    "the garden group is friendly",
    "people call it \"the top end\", as if it were far away",
    "I don\xE2\x80\x99t know who to ask about repairs",
    "the new crossing helps, thank you",
    "parking is hard on Saturdays",
    "the \"quiet hour\" at the library suits me",
    "too many forms",
    "my son, who is 13, likes the five-a-side",
    "somebody fixed the swings, at last",
    "I have lived here 31 years, and it has changed",
    "the stairwell smells, we told the office twice",
    "good to be asked",
    "the notice said \"soon\", which could mean anything",
    "I would help with the lunch club, but not on Mondays",
    "the shop closed, so it is two buses now",
    "fewer cars, more trees",
    "neighbours took my parcel in, and fed the cat",
    "- no more leaflets -",
};

std::string comment(Random& random) {
    if (!chance(random, 0.48)) return "";
    const std::size_t n_parts = 1 + random.below(3);
    std::string text;
    for (std::size_t i = 0; i < n_parts; ++i) {
        if (i > 0) text += chance(random, 0.55) ? "\n" : chance(random, 0.5) ? "; " : ", ";
        text += remarks[random.below(remarks.size())];
    }
    return text;
}

// --- The two files
// ----------------------------------------------------------------------------------------------------

std::string quoted(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

std::string age_band(int age) {
    if (age < 16) return "12-15";
    if (age < 25) return "16-24";
    if (age < 45) return "25-44";
    return age < 65 ? "45-64" : "65+";
}

struct Row {
    int day;  ///< of March
    std::size_t person;
};

/// Forms come in all month, most of them in the first half.
std::vector<Row> post_bag(const Place& place, std::size_t wave, Random& random) {
    std::vector<Row> rows;
    for (std::size_t p = 0; p < place.people.size(); ++p) {
        const int day = 1 + static_cast<int>(std::min(random.below(31), random.below(31)));
        if (place.people[p].answered[wave]) rows.push_back({day, p});
    }
    shuffle(rows, random);
    std::ranges::stable_sort(rows, {}, &Row::day);
    return rows;
}

/// Cells of all questions of one form: now and then one is blank, not known or not told, and a few people
/// stop early.
std::vector<std::string> answer_cells(std::span<const Scale> scales,
                                      std::span<const std::vector<Levels>> answers, std::size_t person,
                                      std::size_t wave, Random& random) {
    const bool typed = chance(random, 0.08) && wave == 1;
    const std::size_t stops_after = chance(random, 0.015) ? 6 + random.below(6) : scales.size();
    std::vector<std::string> cells;
    for (std::size_t s = 0; s < scales.size(); ++s) {
        for (const int level : answers[s][person][wave]) {
            const double slip = random.uniform();
            if (s >= stops_after || slip < 0.012) {
                cells.emplace_back();
            } else if (slip < 0.022) {
                cells.emplace_back("Don't know");
            } else if (slip < 0.027) {
                cells.emplace_back("Prefer not to say");
            } else {
                cells.push_back(label_of(*scales[s].answers, level, typed));
            }
        }
    }
    return cells;
}

std::string header(std::span<const Scale> scales, std::size_t wave) {
    std::string line = "Response number,Date,Code,Household,Age band,Gender";
    for (const Scale& scale : scales) {
        for (const std::string_view column : scale.columns) line += ',' + header_in(column, wave);
    }
    return line + ",Comment";
}

/// The 2014 file has CRLF line ends, as another export of the same platform would; line breaks in comments
/// stay LF.
std::string file_of(std::size_t wave, const Place& place, std::span<const Scale> scales,
                    std::span<const std::vector<Levels>> answers) {
    Random random(seed + 100 + wave);
    const std::string_view line_end = wave == 0 ? "\n" : "\r\n";
    const int year = wave == 0 ? 2013 : 2014;
    std::string text = header(scales, wave);
    text += line_end;
    int number = year % 100 * 1000;
    for (const Row& row : post_bag(place, wave, random)) {
        const Person& person = place.people[row.person];
        const int age = person.age + static_cast<int>(wave);
        text += fmt::format("{},{}-03-{:02},{},H{:03},{},{}", ++number, year, row.day,
                            person.gave_code[wave] ? person.code : "", person.household + 1, age_band(age),
                            person.gender);
        for (const std::string& cell : answer_cells(scales, answers, row.person, wave, random)) {
            text += ',' + quoted(cell);
        }
        text += ',' + quoted(comment(random));
        text += line_end;
    }
    return text;
}

std::array<std::string, n_waves> hawkhill() {
    const std::vector<Scale> scales = hawkhill_scales();
    Random random(seed);
    Place place = settle(random);
    send_out(place, random);
    std::vector<std::vector<Levels>> answers;
    for (std::size_t s = 0; s < scales.size(); ++s) answers.push_back(answer(scales[s], s, place));
    return {file_of(0, place, scales, answers), file_of(1, place, scales, answers)};
}

void write(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::runtime_error("cannot write " + path);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: hawkhill_generate FOLDER\n", stderr);
        return 2;
    }
    try {
        const std::string folder = argv[1];
        const std::array files = hawkhill();
        write(folder + "/hawkhill_2013.csv", files[0]);
        write(folder + "/hawkhill_2014.csv", files[1]);
    } catch (const std::exception& error) {
        fmt::print(stderr, "hawkhill_generate: {}\n", error.what());
        return 1;
    }
    return 0;
}
