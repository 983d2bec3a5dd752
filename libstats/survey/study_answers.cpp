#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/study_reading.hpp"
#include "libstats/survey/study_shape.hpp"

#include <fmt/format.h>

#include <map>

namespace outcomes::survey {
namespace {

/// Reads one table of [answers] and says what is wrong with it.
class AnswerReader {
  public:
    AnswerReader(StudyReading& reading, const TomlEntry& entry) : reading_(reading), entry_(entry) {
        list_.id = entry.key;
        list_.mark = entry.mark;
    }

    AnswerList read() {
        if (table().kind != TomlKind::table) return list_;
        const bool labels = table().find("labels") != nullptr;
        const bool range = table().find("range") != nullptr;
        if (labels == range) {
            error("study.answers",
                  fmt::format("the answer list \"{}\" needs either labels or a range", list_.id), entry_.mark,
                  labels ? "it has both" : "",
                  R"(for example: labels = ["No", "Yes"] with scores = [0, 1], or range = [0, 10])");
        } else if (range) {
            read_range();
        } else {
            read_labels();
        }
        read_also();
        list_.missing = texts_in(table(), "missing");
        return list_;
    }

  private:
    [[nodiscard]] const TomlValue& table() const { return entry_.value; }

    void error(std::string code, std::string message, const Mark& mark, std::string found = "",
               std::string help = "") {
        reading_.defects.error(std::move(code), std::move(message), mark, std::move(found), std::move(help));
    }

    [[nodiscard]] std::vector<base::Decimal> decimals(std::string_view key) {
        std::vector<base::Decimal> out;
        const TomlEntry* entry = entry_in(table(), key, TomlKind::list);
        if (entry == nullptr) return out;
        for (const TomlValue& one : entry->value.list) {
            if (const auto decimal = decimal_of(reading_, one)) out.push_back(*decimal);
        }
        return out;
    }

    void read_range() {
        list_.is_range = true;
        const TomlEntry* entry = entry_in(table(), "range", TomlKind::list);
        if (entry == nullptr) return;
        const auto ends = decimals("range");
        if (ends.size() != 2 || ends[0].to_double() >= ends[1].to_double()) {
            error("study.range", "a range is its lowest and its highest number", entry->value.mark, "",
                  "for example: range = [0, 10]");
            return;
        }
        list_.low = ends[0];
        list_.high = ends[1];
        if (const TomlEntry* whole = entry_in(table(), "whole", TomlKind::flag))
            list_.whole = whole->value.flag;
        for (const std::string_view key : {"scores", "codes", "middle"}) {
            if (const TomlEntry* extra = table().find(key)) {
                error("study.range", fmt::format("\"{}\" goes with labels, not with a range", key),
                      extra->mark);
            }
        }
        check_codes_outside_range();
    }

    /// A code for "no answer" that is also a possible number would delete real answers.
    void check_codes_outside_range() {
        for (const auto& [code, meaning] : reading_.study.missing.codes) {
            const auto number = base::parse_decimal(code);
            if (!number) continue;
            const double value = number->to_double();
            if (value < list_.low->to_double() || value > list_.high->to_double()) continue;
            error("study.answer_is_missing",
                  fmt::format("{} is both in this range and a code for \"{}\" in [missing]", code, meaning),
                  entry_in(table(), "range", TomlKind::list)->value.mark);
        }
    }

    void read_labels() {
        const TomlEntry* entry = entry_in(table(), "labels", TomlKind::list);
        if (entry == nullptr) return;
        list_.labels = values_of(entry->value);
        list_.scores = decimals("scores");
        list_.codes = decimals("codes");
        check_lengths(*entry);
        check_codes();
        check_labels(entry->value);
        if (list_.scores.empty()) return;
        const auto less = [](const base::Decimal& a, const base::Decimal& b) {
            return a.to_double() < b.to_double();
        };
        list_.low = *std::min_element(list_.scores.begin(), list_.scores.end(), less);
        list_.high = *std::max_element(list_.scores.begin(), list_.scores.end(), less);
        if (!std::is_sorted(list_.scores.begin(), list_.scores.end(), less)) {
            reading_.defects.warning("study.scores_fall",
                                     fmt::format("the scores of \"{}\" do not rise", list_.id),
                                     table().find("scores")->value.mark, "",
                                     "write the labels from lowest to highest; to turn a question round, use "
                                     "reverse in the scale");
        }
        list_.middle = text_in(table(), "middle", "");
        if (!list_.middle.empty())
            list_.middle = known_label(list_.middle, table().find("middle")->value.mark);
    }

    void check_lengths(const TomlEntry& labels) {
        const TomlEntry* scores = table().find("scores");
        std::string counting;
        for (std::size_t i = 1; i <= list_.labels.size(); ++i)
            counting += fmt::format("{}{}", i == 1 ? "" : ", ", i);
        if (list_.labels.empty()) {
            error("study.answers", fmt::format("the answer list \"{}\" is empty", list_.id),
                  labels.value.mark);
        } else if (scores == nullptr) {
            error("study.missing_key", fmt::format("the answer list \"{}\" has no scores", list_.id),
                  entry_.mark, "",
                  fmt::format("add one for each label, for example: scores = [{}]", counting));
        } else if (scores->value.list.size() != list_.labels.size() && scores->value.kind == TomlKind::list) {
            error("study.answer_count",
                  fmt::format("the answer list \"{}\" has {} labels and {} scores", list_.id,
                              list_.labels.size(), scores->value.list.size()),
                  scores->value.mark, "", "give one score for each label");
        }
    }

    /// The numbers in the files: one a label, no two alike.
    void check_codes() {
        const TomlEntry* codes = entry_in(table(), "codes", TomlKind::list);
        if (codes == nullptr) return;
        if (list_.codes.size() != list_.labels.size()) {
            error("study.answer_count",
                  fmt::format("the answer list \"{}\" has {} labels and {} codes", list_.id,
                              list_.labels.size(), list_.codes.size()),
                  codes->value.mark, "", "give one code for each label");
        }
        for (std::size_t i = 0; i < list_.codes.size(); ++i) {
            const auto same = [&](const base::Decimal& one) {
                return base::compare(one, list_.codes[i]) == 0;
            };
            const auto end = list_.codes.begin() + static_cast<std::ptrdiff_t>(i);
            if (std::any_of(list_.codes.begin(), end, same))
                error("study.answer_twice", fmt::format("a code stands twice in \"{}\"", list_.id),
                      codes->value.list[i].mark);
        }
    }

    void check_labels(const TomlValue& labels) {
        std::map<std::string, std::string> seen;
        for (const TomlValue& label : labels.list) {
            if (label.kind != TomlKind::text) continue;
            const auto [earlier, is_new] = seen.emplace(base::folded(label.text), label.text);
            if (!is_new) {
                error("study.answer_twice",
                      fmt::format("the label \"{}\" stands twice in \"{}\"", label.text, list_.id),
                      label.mark, "",
                      earlier->second == label.text ? "" : "case and extra spaces make no difference");
            }
            check_not_missing(label.text, label.mark);
        }
    }

    void check_not_missing(const std::string& text, const Mark& mark) {
        const std::string key = base::folded(text);
        const auto same = [&](const std::string& other) { return base::folded(other) == key; };
        const MissingTexts& missing = reading_.study.missing;
        const bool is_code = std::any_of(missing.codes.begin(), missing.codes.end(),
                                         [&](const auto& c) { return same(c.first); });
        if (!is_code && std::none_of(missing.labels.begin(), missing.labels.end(), same)) return;
        error("study.answer_is_missing",
              key.empty() ? "an empty label always means \"no answer\""
                          : fmt::format("\"{}\" is both an answer and in [missing]", text),
              mark, "", key.empty() ? "" : "take it out of one of them");
    }

    /// The label as the list spells it; one that it does not have is reported.
    std::string known_label(const std::string& label, const Mark& mark) {
        const auto found = std::find_if(
            list_.labels.begin(), list_.labels.end(),
            [&](const std::string& other) { return base::folded(other) == base::folded(label); });
        if (found != list_.labels.end()) return *found;
        const std::string hint = base::did_you_mean(label, list_.labels);
        error("study.unknown_label", fmt::format("\"{}\" is not a label of \"{}\"", label, list_.id), mark,
              "", hint.empty() ? fmt::format("the labels are {}", base::joined(list_.labels)) : hint);
        return label;
    }

    void check_in_range(const TomlEntry& also) {
        const auto number = base::parse_decimal(also.value.text);
        const bool inside = number && list_.low && number->to_double() >= list_.low->to_double() &&
                            number->to_double() <= list_.high->to_double();
        if (inside || !list_.low) return;
        error("study.unknown_label",
              fmt::format("\"{}\" is not a number in the range of \"{}\"", also.value.text, list_.id),
              also.value.mark);
    }

    void read_also() {
        for (const TomlEntry& also : table_in(table(), "also").entries) {
            if (!has_shape(also.value, shape_text | shape_number)) continue;
            check_not_missing(also.key, also.mark);
            std::string target(base::trim(also.value.text));
            if (list_.is_range) {
                check_in_range(also);
            } else if (!list_.labels.empty()) {
                target = known_label(target, also.value.mark);
            }
            list_.also[std::string(base::trim(also.key))] = target;
        }
    }

    StudyReading& reading_;
    const TomlEntry& entry_;
    AnswerList list_;
};

}  // namespace

void read_answers(StudyReading& reading) {
    for (const TomlEntry& entry : table_in(reading.root, "answers").entries) {
        reading.study.answers.push_back(AnswerReader(reading, entry).read());
    }
}

}  // namespace outcomes::survey
