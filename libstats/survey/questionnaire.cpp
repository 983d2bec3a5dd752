#include "libstats/survey/questionnaire.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/survey/embedded.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace outcomes::survey {
namespace {

constexpr std::array subjects{
    RuleSubject{"order", "Order", true},           RuleSubject{"codes", "Codes", true},
    RuleSubject{"reversal", "Reversed", true},     RuleSubject{"score", "Score", true},
    RuleSubject{"missing", "Blanks", true},        RuleSubject{"rounding", "Rounding", true},
    RuleSubject{"conversion", "Conversion", true}, RuleSubject{"small_change", "Smallest change", false},
    RuleSubject{"error", "Precision", false},      RuleSubject{"bands", "Bands", false},
    RuleSubject{"norms", "Norms", false},          RuleSubject{"ages", "Ages", false},
    RuleSubject{"recall", "Asks about", false},    RuleSubject{"licence", "Licence", false},
};

std::vector<Questionnaire> read_shipped() {
    std::vector<Questionnaire> keys;
    for (const base::EmbeddedFile& file : questionnaire_files()) {
        const std::string id(file.name);
        keys.push_back(parse_questionnaire(file.text, "data/questionnaires/" + id + ".toml", id));
    }
    std::sort(keys.begin(), keys.end(),
              [](const Questionnaire& a, const Questionnaire& b) { return a.id < b.id; });
    return keys;
}

}  // namespace

std::span<const RuleSubject> rule_subjects() {
    return subjects;
}

const QuestionnaireScore* Questionnaire::find_score(std::string_view score) const {
    const auto found =
        std::find_if(scores.begin(), scores.end(), [&](const auto& one) { return one.id == score; });
    return found == scores.end() ? nullptr : &*found;
}

const KeyAnswers& Questionnaire::answers_of_item(std::size_t item) const {
    const auto found = std::find_if(answers.begin(), answers.end(), [&](const KeyAnswers& list) {
        return list.items.empty() ||
               std::find(list.items.begin(), list.items.end(), item) != list.items.end();
    });
    base::require(found != answers.end(), "an item of a key has no answers");
    return *found;
}

const KeyRule* Questionnaire::find_rule(std::string_view about) const {
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const KeyRule& rule) { return rule.about == about; });
    return found == rules.end() ? nullptr : &*found;
}

std::vector<std::string> Questionnaire::codings() const {
    std::vector<std::string> names;
    for (const KeyAnswers& list : answers) {
        for (const auto& [name, list_codes] : list.codings) {
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
        }
    }
    return names;
}

std::span<const Questionnaire> questionnaires() {
    static const std::vector<Questionnaire> shipped = read_shipped();
    return shipped;
}

const Questionnaire* find_questionnaire(const std::string& id) {
    const auto all = questionnaires();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> questionnaires_beginning(std::string_view stem) {
    std::vector<std::string> ids;
    for (const Questionnaire& one : questionnaires()) {
        if (!stem.empty() && one.id.starts_with(stem)) ids.push_back(one.id);
    }
    return ids;
}

std::string band_of(const QuestionnaireScore& score, double value, std::string_view form) {
    if (score.bands.empty()) return "";
    const std::string_view wanted = form.empty() ? score.bands.front().form : form;
    std::string label;
    for (const ScoreBand& band : score.bands) {
        if (band.form == wanted && band.low.to_double() <= value) label = band.label;
    }
    return label;
}

}  // namespace outcomes::survey
