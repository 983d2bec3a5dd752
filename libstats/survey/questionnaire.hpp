#pragma once

#include "libstats/survey/study.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace outcomes::survey {

/// Where a figure comes from, and whether it was checked against that source.
struct Sourced {
    std::string source;
    bool is_verified = false;
    std::string unverified;  ///< what is not certain, said in one sentence; "" if all of it is verified
};

/// One score of an instrument: a total, or a subscale.
struct QuestionnaireScore {
    std::string id;  ///< "total", "emotional", ...
    std::string label;
    std::vector<std::size_t> items;    ///< numbers in the order of the variant, from 1
    std::vector<std::size_t> reverse;  ///< of these, scored the other way round
    Better better = Better::higher;
    double low = 0;  ///< possible range of the finished score
    double high = 0;
};

/// A shipped instrument: a scoring key (data/questionnaires). No item wording unless it is free.
struct Questionnaire {
    std::string id;       ///< "swemwbs"
    std::string label;    ///< "SWEMWBS (short Warwick-Edinburgh scale)"
    std::string variant;  ///< which order of the items the key is for
    std::size_t n_items = 0;
    std::vector<base::Decimal> codes;  ///< declared codes of the answers, lowest first
    std::vector<std::string> aliases;  ///< stems of column names: "swemwbs", "wemwbs7"
    std::vector<std::vector<std::string>>
        keywords;                      ///< one entry an item: words that its wording holds, or none
    std::vector<std::string> wording;  ///< one an item, only where it may be shipped
    std::vector<QuestionnaireScore> scores;
    Sourced scoring;
    std::string licence;
    std::string ages;
};

/// All shipped instruments, by id.
[[nodiscard]] std::span<const Questionnaire> questionnaires();
/// nullptr: there is none of that id.
[[nodiscard]] const Questionnaire* find_questionnaire(const std::string& id);

}  // namespace outcomes::survey
