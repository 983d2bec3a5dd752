// Makes an invented two-wave export of any size, one row per form, for timing.
//
//     bench_generate_long ROWS > long.csv
//
// Columns: respondent_id, wave, community, age_band, gender, q1 to q46 (1 to 5, 4 % blank), comment (a third
// of rows, in quotes, with commas, doubled quotes and now and then a line break). Of all people 85 % are in
// both waves, 10 % in the baseline only and 5 % in the repeat only; each wave stands in an order of its own.
// The questions form the 13 scales of long.toml. The same number of rows gives the same bytes.

#include "libstats/base/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using outcomes::base::Random;

constexpr std::uint64_t seed = 20140301;
constexpr std::array<std::size_t, 13> items_of_scale = {5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3};
constexpr std::array<std::size_t, 8> reversed = {3, 8, 9, 17, 24, 30, 37, 44};
constexpr std::array<std::string_view, 8> communities = {
    "Ashmill",  "Birch End",   "Corner Hill", "Dale", "\"East Quay, Lower\"",
    "Fernbank", "St. Giles's", "Upper Moor"};
constexpr std::array<std::string_view, 6> age_bands = {"16-24", "25-34", "35-44", "45-54", "55-64", "65+"};
constexpr std::array<std::string_view, 3> genders = {"female", "male", "another"};
constexpr std::array<std::string_view, 6> remarks = {"the path is dark, even in June",
                                                     "good to be asked",
                                                     "they said \"\"next year\"\" again",
                                                     "more seats, please",
                                                     "nothing to add; thanks",
                                                     "the lunch club, on Tuesdays, is what I come for"};

enum class Waves { both, baseline_only, repeat_only };

Waves waves_of(std::size_t person) {
    const std::size_t twentieth = person % 20;
    return twentieth < 17 ? Waves::both : twentieth < 19 ? Waves::baseline_only : Waves::repeat_only;
}

/// Eight letters, different for each person: an odd multiplier only reorders the 40-bit numbers.
std::string code_of(std::size_t person) {
    constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    std::uint64_t bits = (person + 1) * 0x9E3779B97F4A7C15U & 0xFFFFFFFFFFU;
    std::string code;
    for (int i = 0; i < 8; ++i, bits >>= 5) code += letters[bits & 31];
    return code;
}

void add_answers(std::string& line, std::size_t person, bool repeat) {
    Random traits(seed + 2 * person);
    Random answers(seed + 1'000'000'007 + 2 * person + (repeat ? 1 : 0));
    std::size_t question = 0;
    for (std::size_t scale = 0; scale < items_of_scale.size(); ++scale) {
        const double trait = 0.8 * traits.normal();
        const double change = 0.05 * static_cast<double>(scale) - 0.15 + 0.45 * traits.normal();
        for (std::size_t item = 0; item < items_of_scale[scale]; ++item) {
            ++question;
            line += ',';
            const double felt = 3.2 + trait + (repeat ? change : 0) + 0.85 * answers.normal();
            if (answers.below(25) == 0) continue;
            const int level = std::clamp(static_cast<int>(std::lround(felt)), 1, 5);
            const bool turned = std::ranges::find(reversed, question) != reversed.end();
            line += static_cast<char>('0' + (turned ? 6 - level : level));
        }
    }
    line += ',';
    if (answers.below(3) != 0) return;
    line += '"';
    for (std::uint64_t left = 1 + answers.below(3); left > 0; --left) {
        line += remarks[answers.below(remarks.size())];
        if (left > 1) line += answers.below(40) == 0 ? "\n" : ", ";
    }
    line += '"';
}

void print_wave(std::size_t n_people, bool repeat, std::size_t& rows_left) {
    std::vector<std::size_t> people;
    for (std::size_t person = 0; person < n_people; ++person) {
        if (waves_of(person) != (repeat ? Waves::baseline_only : Waves::repeat_only))
            people.push_back(person);
    }
    Random random(seed + (repeat ? 1 : 0));
    for (std::size_t left = people.size(); left > 1; --left)
        std::swap(people[left - 1], people[random.below(left)]);
    std::string line;
    for (const std::size_t person : people) {
        if (rows_left == 0) return;
        --rows_left;
        line = code_of(person);
        line += repeat ? ",repeat," : ",baseline,";
        line += communities[person % communities.size()];
        line += ',';
        line += age_bands[person / 7 % age_bands.size()];
        line += ',';
        line += genders[person % 50 == 49 ? 2 : person % 2];
        add_answers(line, person, repeat);
        line += '\n';
        std::fwrite(line.data(), 1, line.size(), stdout);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t n_rows = argc == 2 ? std::strtoull(argv[1], nullptr, 10) : 0;
    if (n_rows == 0) {
        std::fputs("usage: bench_generate_long ROWS > long.csv\n", stderr);
        return 2;
    }
    std::fputs("respondent_id,wave,community,age_band,gender", stdout);
    for (int question = 1; question <= 46; ++question) std::printf(",q%d", question);
    std::fputs(",comment\n", stdout);

    // 20 people give 37 rows
    const std::size_t n_people = n_rows * 20 / 37 + 20;
    std::size_t rows_left = n_rows;
    print_wave(n_people, false, rows_left);
    print_wave(n_people, true, rows_left);
    return 0;
}
