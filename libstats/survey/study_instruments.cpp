#include "libstats/survey/study_instruments.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/instrument.hpp"

#include <fmt/format.h>

#include <memory>

namespace outcomes::survey {
namespace {

/// Keys that the key of an instrument settles.
constexpr std::array settled = {"reverse", "score", "blank", "better", "convert", "round", "range", "column"};

std::string status_in_words(RuleStatus status) {
    switch (status) {
        case RuleStatus::verified:
            return "";
        case RuleStatus::unverified:
            return " (not verified)";
        case RuleStatus::choice:
            break;
    }
    return " (this program's choice)";
}

class InstrumentReader {
  public:
    InstrumentReader(StudyReading& reading, const TomlEntry& entry, const std::vector<NamedItem>& items)
        : reading_(reading), entry_(entry), items_(items) {}

    std::vector<Scale> read() {
        const TomlEntry* use = entry_in(table(), "use", TomlKind::text);
        if (use == nullptr) return {};
        key_ = find_key(*use);
        if (key_ == nullptr) return {};
        refuse_settled_keys();
        if (!check_count()) return {};
        InstrumentUse made{entry_.key, text_in(table(), "label", own_label()), {}, {}, "", wanted_scores()};
        for (const NamedItem& item : items_) made.items.push_back(item.id);
        made.coding = wanted_coding();
        if (!collect_answers(made) || reading_.defects.n_errors() > n_errors_) return {};
        InstrumentScales scales = scales_of(*key_, made);
        keep(made, scales);
        return std::move(scales.scales);
    }

  private:
    [[nodiscard]] const TomlValue& table() const { return entry_.value; }
    void error(std::string code, std::string message, const Mark& mark, std::string found = "",
               std::string help = "") {
        reading_.defects.error(std::move(code), std::move(message), mark, std::move(found), std::move(help));
    }
    [[nodiscard]] Mark mark_of(std::string_view key) const {
        const TomlEntry* entry = table().find(key);
        return entry == nullptr ? entry_.mark : entry->value.mark;
    }

    /// The instrument's name; before the names of its scores, only what stands before "(".
    [[nodiscard]] std::string own_label() const {
        if (key_->scores.size() == 1) return key_->label;
        return std::string(base::trim(std::string_view(key_->label).substr(0, key_->label.find('('))));
    }

    /// A key that ships with the program, or the author's own beside the study file.
    std::shared_ptr<const Questionnaire> find_key(const TomlEntry& use) {
        const std::string name(base::trim(use.value.text));
        if (name.ends_with(".toml")) return own_key(use);
        if (const Questionnaire* shipped = find_questionnaire(name))
            return {std::shared_ptr<const void>(), shipped};  // lives as long as the program
        const auto variants = questionnaires_beginning(name);
        std::vector<std::string> ids;
        for (const Questionnaire& one : questionnaires()) ids.push_back(one.id);
        if (variants.size() > 1) {
            std::string list;
            for (const std::string& id : variants)
                list += fmt::format("{}\"{}\": {}", list.empty() ? "" : "\n", id,
                                    find_questionnaire(id)->variant);
            error("study.several_instruments",
                  fmt::format("there are several forms of \"{}\", scored in different ways", name),
                  use.value.mark, list,
                  fmt::format("look which one was printed, then: use = \"{}\"", variants.front()));
            return nullptr;
        }
        const std::string hint = variants.empty() ? base::did_you_mean(name, ids)
                                                  : fmt::format("did you mean \"{}\"?", variants.front());
        error("study.unknown_instrument", fmt::format("there is no questionnaire \"{}\"", name),
              use.value.mark, "",
              hint.empty() ? "outcomes help instruments lists them; a key of one's own is named by its "
                             "file: use = \"own.toml\""
                           : hint);
        return nullptr;
    }

    std::shared_ptr<const Questionnaire> own_key(const TomlEntry& use) {
        try {
            return std::make_shared<const Questionnaire>(read_questionnaire(resolved(reading_, use.value)));
        } catch (const base::InputError& defect) {
            const base::Diagnostic& first = defect.diagnostics().back();
            error("study.instrument_file", first.message, use.value.mark,
                  fmt::format("{}:{}", first.place.file, first.place.line), first.help);
        }
        return nullptr;
    }

    void refuse_settled_keys() {
        for (const char* key : settled) {
            if (const TomlEntry* extra = table().find(key))
                error("study.settled_by_instrument",
                      fmt::format("\"{}\" is settled by the key of {}", key, key_->label), extra->mark, "",
                      fmt::format("leave it out; outcomes help {} shows the key", key_->id));
        }
    }

    bool check_count() {
        if (items_.size() == key_->n_items) return true;
        if (table().find("items") == nullptr) {
            error("study.no_items", fmt::format("the scale \"{}\" has no items", entry_.key), entry_.mark, "",
                  fmt::format("name the {} items of {}, in this order: {}", key_->n_items, key_->label,
                              key_->variant));
            return false;
        }
        const bool too_many = items_.size() > key_->n_items && !key_->too_many.empty();
        error("study.instrument_items",
              fmt::format("{} has {} item{}, and here are {}", key_->label, key_->n_items,
                          key_->n_items == 1 ? "" : "s", items_.size()),
              mark_of("items"), "", too_many ? key_->too_many : fmt::format("its order: {}", key_->variant));
        return false;
    }

    std::vector<std::string> wanted_scores() {
        std::vector<std::string> known;
        for (const QuestionnaireScore& score : key_->scores) known.push_back(score.id);
        std::vector<std::string> wanted = texts_in(table(), "scores");
        for (const std::string& id : wanted) {
            if (std::find(known.begin(), known.end(), id) != known.end()) continue;
            const std::string hint = base::did_you_mean(id, known);
            error("study.unknown_score", fmt::format("{} has no score \"{}\"", key_->label, id),
                  mark_of("scores"), "",
                  hint.empty() ? fmt::format("its scores are {}", base::joined(known)) : hint);
        }
        return wanted;
    }

    std::string wanted_coding() {
        const auto coding = text_in(table(), "coding");
        const auto known = key_->codings();
        if (!coding) return "";
        if (std::find(known.begin(), known.end(), *coding) == known.end()) {
            error("study.unknown_coding",
                  known.empty() ? fmt::format("{} has one coding only", key_->label)
                                : fmt::format("{} has no coding \"{}\"", key_->label, *coding),
                  mark_of("coding"), "",
                  known.empty() ? "leave it out" : fmt::format("its codings are {}", base::joined(known)));
        }
        return *coding;
    }

    /// The author's list for each item, if any; false if one is missing or does not fit.
    bool collect_answers(InstrumentUse& use) {
        bool fits = true;
        for (std::size_t i = 0; i < items_.size(); ++i) {
            const Item& item = *reading_.study.find_item(items_[i].id);
            const std::string name = !item.answers.empty() ? item.answers : text_in(table(), "answers", "");
            const AnswerList* list = name.empty() ? nullptr : reading_.study.find_answers(name);
            if (!name.empty() && list == nullptr) return false;  // reported where lists are looked up
            use.answers.push_back(list);
            if (fits) fits = check_list(key_->answers_of_item(i + 1), list, use.coding);
        }
        return fits;
    }

    bool check_list(const KeyAnswers& answers, const AnswerList* list, const std::string& coding) {
        const auto codings = key_->codings();
        if (list == nullptr) {
            if (answers.codings.empty() || !coding.empty()) return true;
            error("study.no_coding",
                  fmt::format("{} is coded in several ways, and the data cannot tell which", key_->label),
                  entry_.mark, fmt::format("\"{}\"", base::joined(codings, "\" or \"")),
                  fmt::format("add the one that was used: coding = \"{}\"", codings.front()));
            return false;
        }
        if (fits(answers, *list, coding)) return true;
        const std::string help =
            answers.codings.empty() || !coding.empty()
                ? fmt::format(
                      "its codes are {}; a list gives each label its code, and the key turns what is "
                      "reversed",
                      codes_in_words(answers, coding))
                : fmt::format("say which coding its scores are: coding = \"{}\"",
                              base::joined(codings, "\" or \""));
        error("study.instrument_answers",
              fmt::format("the scores of the answer list \"{}\" are not the codes of {}", list->id,
                          key_->label),
              mark_of("answers"), "", help);
        return false;
    }

    static bool fits(const KeyAnswers& answers, const AnswerList& list, const std::string& coding) {
        if (answers.is_range() || list.is_range) {
            return answers.is_range() && list.is_range && list.low && list.high &&
                   base::compare(*list.low, *answers.low) == 0 &&
                   base::compare(*list.high, *answers.high) == 0;
        }
        if (answers.codings.empty()) return coding_of(answers, list) == 0;
        if (coding.empty()) return coding_of(answers, list) < answers.codings.size();
        KeyAnswers one = answers;
        one.codings.clear();
        one.codes = codes_of(answers, coding);
        return coding_of(one, list) == 0;
    }

    /// Puts what the study file says over what the key says, and writes down that the instrument is used.
    void keep(const InstrumentUse& use, InstrumentScales& made) {
        UsedInstrument used;
        used.scale = entry_.key;
        used.mark = entry_.mark;
        used.key = key_;
        const SmallChange own = small_change_in(reading_, table());
        for (Scale& scale : made.scales) {
            scale.mark = entry_.mark;
            set_small_change(own, scale, used);
            used.scales.push_back(scale.id);
            if (reading_.study.find_scale(scale.id) != nullptr)
                error(
                    "study.same_name", fmt::format("there are two scales \"{}\"", scale.id), entry_.mark, "",
                    fmt::format("{} gives several scores, named after \"{}\": give one of them another name",
                                key_->label, entry_.key));
        }
        set_max_missing(made.scales, used);
        for (const std::size_t item : key_->protected_items) protect(use.items[item - 1]);
        for (AnswerList& list : made.answers) reading_.study.answers.push_back(std::move(list));
        reading_.study.instruments.push_back(std::move(used));
    }

    void set_small_change(const SmallChange& own, Scale& scale, UsedInstrument& used) {
        if (own.is_set()) {
            scale.small_change = own;
        } else if (reading_.study.rules.small_change.is_set()) {
            scale.small_change = reading_.study.rules.small_change;
        } else if (scale.small_change.is_set()) {
            const QuestionnaireScore& score = score_of(scale);
            scale.small_change.mark = {};
            scale.small_change.why = fmt::format("{}: {}{}", key_->id, score.small_change_rule.says,
                                                 status_in_words(score.small_change_rule.status));
            used.small_change_of.push_back(score.id);
        }
    }

    [[nodiscard]] const QuestionnaireScore& score_of(const Scale& scale) const {
        return *std::find_if(key_->scores.begin(), key_->scores.end(), [&](const QuestionnaireScore& score) {
            return scale_name(*key_, score, entry_.key) == scale.id;
        });
    }

    /// How many blanks are allowed may be changed where the key has one plain rule for it.
    void set_max_missing(std::vector<Scale>& scales, UsedInstrument& used) {
        const auto limit = whole_in(reading_, table(), "max_missing", 0);
        if (!limit) return;
        const bool plain =
            scales.size() == 1 && scales.front().limits.empty() && scales.front().parts.empty();
        if (!plain || *limit >= scales.front().items.size()) {
            error("study.max_missing",
                  plain
                      ? fmt::format("at most {} of the items can be missing", scales.front().items.size() - 1)
                      : fmt::format("how many may be missing is settled by the key of {}", key_->label),
                  mark_of("max_missing"), "", plain ? "" : "leave it out");
        } else if (*limit > 0 && !scales.front().raw_scores.empty()) {
            error("study.max_missing",
                  fmt::format("the conversion of {} has whole raw scores only, so no item may be missing",
                              key_->label),
                  mark_of("max_missing"), "", "leave it out");
        } else {
            used.own_missing_rule = true;
            scales.front().max_missing = static_cast<std::size_t>(*limit);
        }
    }

    void protect(const std::string& id) {
        for (Item& item : reading_.study.items) {
            if (item.id == id) item.is_protected = true;
        }
    }

    StudyReading& reading_;
    const TomlEntry& entry_;
    const std::vector<NamedItem>& items_;
    std::size_t n_errors_ = reading_.defects.n_errors();
    std::shared_ptr<const Questionnaire> key_;
};

}  // namespace

std::vector<Scale> read_instrument(StudyReading& reading, const TomlEntry& entry,
                                   const std::vector<NamedItem>& items) {
    return InstrumentReader(reading, entry, items).read();
}

}  // namespace outcomes::survey
