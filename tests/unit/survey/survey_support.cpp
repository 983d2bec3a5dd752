#include "tests/unit/survey/survey_support.hpp"

#include "libstats/base/sums.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace outcomes::tests {

namespace fs = std::filesystem;

Folder::Folder() {
    static int n_made = 0;
    path_ = fs::temp_directory_path() /
            ("outcomes_survey_" + std::to_string(::getpid()) + "_" + std::to_string(n_made++));
    fs::create_directories(path_);
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string Folder::write(const std::string& name, std::string_view text) const {
    const fs::path path = path_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
}

base::Decimal decimal(std::string_view text) {
    const auto value = base::parse_decimal(text);
    REQUIRE(value);
    return *value;
}

survey::ColumnName column(const std::string& name) {
    return {name, {}, {}};
}

survey::Wave wave(const std::string& id, const std::string& file) {
    survey::Wave wave;
    wave.id = id;
    wave.label = id;
    wave.files = {file};
    return wave;
}

survey::Condition is(const std::string& column, const std::vector<std::string>& texts) {
    survey::Condition condition;
    condition.column = column;
    condition.is = texts;
    return condition;
}

survey::AnswerList labelled(const std::string& id, const std::vector<std::string>& labels, int first) {
    survey::AnswerList list;
    list.id = id;
    list.labels = labels;
    for (std::size_t i = 0; i < labels.size(); ++i) list.scores.push_back({first + static_cast<int>(i), 0});
    list.low = list.scores.front();
    list.high = list.scores.back();
    return list;
}

survey::AnswerList numbers(const std::string& id, std::string_view low, std::string_view high) {
    survey::AnswerList list;
    list.id = id;
    list.is_range = true;
    list.low = decimal(low);
    list.high = decimal(high);
    return list;
}

survey::Scale& add_scale(survey::Study& study, const std::string& id, const std::vector<std::string>& columns,
                         const std::string& answers) {
    survey::Scale scale;
    scale.id = id;
    scale.label = id;
    scale.answers = answers;
    scale.items = columns;
    for (const std::string& name : columns) {
        if (study.find_item(name) != nullptr) continue;
        survey::Item item;
        item.id = name;
        item.column = column(name);
        study.items.push_back(std::move(item));
    }
    study.scales.push_back(std::move(scale));
    return study.scales.back();
}

survey::Scale& add_column_scale(survey::Study& study, const std::string& id,
                                const survey::ColumnName& column) {
    survey::Scale scale;
    scale.id = id;
    scale.label = id;
    scale.column = column;
    study.scales.push_back(std::move(scale));
    return study.scales.back();
}

survey::ScaleScores score(const survey::Study& study, const survey::Responses& responses,
                          const std::string& scale) {
    std::vector<const survey::WaveData*> waves;
    for (const survey::WaveData& one : responses.waves) waves.push_back(&one);
    const survey::Scale* found = study.find_scale(scale);
    REQUIRE(found != nullptr);
    return survey::score_scale(study, *found, waves);
}

std::vector<std::optional<double>> values(const survey::ScaleScores& scores, std::size_t wave) {
    std::vector<std::optional<double>> all;
    for (const std::int64_t units : scores.waves.at(wave).units) {
        if (units == survey::no_score)
            all.emplace_back();
        else
            all.emplace_back(base::ratio(units, scores.denominator));
    }
    return all;
}

std::vector<base::Diagnostic> with_code(const std::vector<base::Diagnostic>& all, const std::string& code) {
    std::vector<base::Diagnostic> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [&](const base::Diagnostic& one) { return one.code == code; });
    return found;
}

}  // namespace outcomes::tests
