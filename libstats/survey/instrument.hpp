#pragma once

#include "libstats/survey/questionnaire.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace outcomes::survey {

/// How a study uses an instrument.
struct InstrumentUse {
    std::string scale;               ///< name of the scale in the study file
    std::string label;               ///< for readers
    std::vector<std::string> items;  ///< of the study, in the order of the key
    std::vector<const AnswerList*>
        answers;                      ///< one an item: a list that maps labels to the codes, or nullptr
    std::string coding;               ///< where the key has several and no list says it
    std::vector<std::string> scores;  ///< ids; empty: all
};

/// What a key becomes in a study.
struct InstrumentScales {
    std::vector<AnswerList> answers;
    std::vector<Scale> scales;
};

/// The name of the scale that a score becomes: that of the use for "total", or for the only score of a key;
/// "<use>_<score>" for the others.
[[nodiscard]] std::string scale_name(const Questionnaire& key, const QuestionnaireScore& score,
                                     const std::string& use);

/// Scales and answer lists as the key scores them. The smallest change is the key's own.
/// @throws base::ContractError  items or answers of another number, a list that does not fit the codes (see
/// coding_of), a coding or score that the key has not
[[nodiscard]] InstrumentScales scales_of(const Questionnaire& key, const InstrumentUse& use);

/// Position of the coding that holds every score of a list; codings.size() if none does, or several do.
/// For keys with one coding: 0 if it holds them all, else 1.
[[nodiscard]] std::size_t coding_of(const KeyAnswers& answers, const AnswerList& list);
/// The codes of a coding of these answers; the first where they have only one.
[[nodiscard]] const std::vector<base::Decimal>& codes_of(const KeyAnswers& answers,
                                                         const std::string& coding);
/// "0, 1, 2 and 3", or "0 to 10".
[[nodiscard]] std::string codes_in_words(const KeyAnswers& answers, const std::string& coding);

/// What a key makes of one sheet of answers.
struct KeyResult {
    enum class Kind { number, missing, error };
    Kind kind = Kind::missing;
    double value = 0;  ///< of a number: units / denominator
    std::int64_t units = 0;
    std::int64_t denominator = 1;
};

/// The score of one sheet by the same way as a study's sheets go. @param answers one text an item, "" blank
[[nodiscard]] KeyResult score_answers(const Questionnaire& key, const QuestionnaireScore& score,
                                      const std::vector<std::string>& answers,
                                      const std::string& coding = "");

}  // namespace outcomes::survey
