#pragma once

#include "libstats/survey/questionnaire.hpp"
#include "libstats/survey/study_reading.hpp"

namespace outcomes::survey {

/// A key half way to a Questionnaire: the readers of study files are used for it, with a study that has a
/// path and lines only.
struct KeyReading {
    StudyReading& file;
    Questionnaire& key;

    void error(std::string code, std::string message, const Mark& mark, std::string help = "") const {
        file.defects.error(std::move(code), std::move(message), mark, "", std::move(help));
    }
};

/// The numbers of a list, exactly as written.
[[nodiscard]] std::vector<base::Decimal> decimals_in(const KeyReading& reading, const TomlValue& table,
                                                     std::string_view key);
/// The items of a list, each from 1 to n_items and once; `otherwise` where the key is absent. Others are
/// reported.
[[nodiscard]] std::vector<std::size_t> items_in(const KeyReading& reading, const TomlValue& table,
                                                std::string_view key, std::vector<std::size_t> otherwise);
/// 1 to n_items.
[[nodiscard]] std::vector<std::size_t> all_items(const Questionnaire& key);
/// `[low, high]`; a list that is not is reported.
[[nodiscard]] std::optional<std::pair<base::Decimal, base::Decimal>> range_in(const KeyReading& reading,
                                                                              const TomlValue& table);
/// source and status of a rule.
void read_source(const TomlValue& table, KeyRule& rule);

void read_key_answers(const KeyReading& reading);
void read_key_scores(const KeyReading& reading);
void read_golden_vectors(const KeyReading& reading);

}  // namespace outcomes::survey
