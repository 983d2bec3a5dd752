#include "libstats/base/text.hpp"
#include "libstats/io/csv_reader.hpp"
#include "libstats/survey/plan_lock.hpp"
#include "libstats/survey/toml_write.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace outcomes::survey {
namespace {

std::string toml_sorted(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    return toml_list(texts);
}

std::string number(const base::Decimal& value) {
    return base::shortest(value.to_double());
}

std::string toml_numbers(const std::vector<base::Decimal>& values) {
    std::vector<std::string> texts;
    for (const base::Decimal& value : values) texts.push_back(number(value));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

/// "Q5", or "baseline: Q5_2; repeat: Q5_2a" where it differs between waves.
std::string column_text(const Study& study, const ColumnName& column) {
    if (column.by_wave.empty()) return column.common;
    std::vector<std::string> parts;
    for (const Wave& wave : study.waves) parts.push_back(wave.id + ": " + column.in(wave.id));
    std::sort(parts.begin(), parts.end());
    return fmt::format("{}", fmt::join(parts, "; "));
}

std::string change_text(const SmallChange& change) {
    if (change.points) return base::shortest(*change.points) + " points";
    if (change.sd) return base::shortest(*change.sd) + " sd";
    return change.percent ? base::shortest(*change.percent) + " percent" : "none";
}

std::string condition_text(const Condition& condition) {
    std::string text = condition.column;
    const auto add_texts = [&](const char* word, const std::vector<std::string>& texts) {
        if (!texts.empty()) text += fmt::format(" {} {}", word, toml_sorted(texts));
    };
    const auto add_number = [&](const char* word, const std::optional<base::Decimal>& limit) {
        if (limit) text += fmt::format(" {} {}", word, number(*limit));
    };
    add_texts("is", condition.is);
    add_texts("is_not", condition.is_not);
    add_number("above", condition.above);
    add_number("below", condition.below);
    add_number("at_least", condition.at_least);
    add_number("at_most", condition.at_most);
    if (condition.blank) text += *condition.blank ? " blank" : " not blank";
    add_texts("in", condition.waves);
    return text;
}

std::string conditions_text(const std::vector<Condition>& conditions) {
    std::vector<std::string> texts;
    for (const Condition& condition : conditions) texts.push_back(condition_text(condition));
    return toml_sorted(std::move(texts));
}

template <class Enum, std::size_t n>
std::string word(Enum value, const char* const (&words)[n]) {
    return words[static_cast<std::size_t>(value)];
}

/// Collects entries; what is not set is left out, so that writing a default down changes nothing.
class Entries {
  public:
    void raw(std::string key, std::string value) { all_.push_back({std::move(key), std::move(value)}); }
    void text(std::string key, const std::string& value) {
        if (!value.empty()) raw(std::move(key), toml_text(value));
    }
    void texts(std::string key, const std::vector<std::string>& values) {
        if (!values.empty()) raw(std::move(key), toml_list(values));
    }
    std::vector<PlanEntry> take() {
        std::sort(all_.begin(), all_.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
        return std::move(all_);
    }

  private:
    std::vector<PlanEntry> all_;
};

void add_rules(const Study& study, Entries& entries) {
    const Rules& rules = study.rules;
    entries.text("rules.design", word(study.design, {"paired", "cross-section", "mixed"}));
    entries.raw("rules.confidence", base::shortest(rules.confidence));
    entries.text("rules.small_change", change_text(rules.small_change));
    if (rules.item_change.is_set()) entries.text("rules.item_change", change_text(rules.item_change));
    entries.text("rules.adjust", word(rules.adjust, {"holm", "bh", "none"}));
    entries.text("rules.headline", word(rules.headline, {"people", "place"}));
    entries.text("rules.duplicates", word(rules.duplicates, {"error", "set_aside"}));
    entries.raw("rules.seed", fmt::format("{}", rules.seed));
    for (const Family& family : study.families)
        entries.raw("rules.family." + family.name, toml_sorted(family.scales));
}

/// How codes with slips are matched. A reviewed list counts by its bytes.
void add_link(const LinkRules& link, Entries& entries) {
    entries.text("rows.link.tolerance", word(link.tolerance, {"strict", "tolerant"}));
    std::vector<std::string> confirm;
    for (const Confirm what : link.confirm) confirm.push_back(word(what, {"sex", "age", "household"}));
    if (!confirm.empty()) entries.raw("rows.link.confirm", toml_sorted(std::move(confirm)));
    if (link.has_site) entries.raw("rows.link.site", "true");
    std::vector<std::string> widths;
    for (const std::size_t width : link.widths) widths.push_back(fmt::format("{}", width));
    if (!widths.empty()) entries.raw("rows.link.widths", fmt::format("[{}]", fmt::join(widths, ", ")));
    entries.text("rows.link.separator", link.separator);
    if (!link.normalise) entries.raw("rows.link.normalise", "false");
    if (!link.decisions.empty()) entries.text("rows.link.decisions", io::file_sha256(link.decisions));
}

void add_rows(const Study& study, Entries& entries) {
    std::vector<std::string> id;
    for (const ColumnName& column : study.columns.id) id.push_back(column_text(study, column));
    entries.texts("rows.id", id);
    if (study.columns.household) entries.text("rows.household", column_text(study, *study.columns.household));
    if (study.columns.weight) entries.text("rows.weight", column_text(study, *study.columns.weight));
    if (const auto& group = study.columns.group) {
        entries.text("rows.group",
                     fmt::format("{}: {} against {}", group->column, group->programme, group->comparison));
    }
    if (study.link) add_link(*study.link, entries);
    if (!study.rows.keep.empty()) entries.raw("rows.keep", conditions_text(study.rows.keep));
    if (!study.rows.drop.empty()) entries.raw("rows.drop", conditions_text(study.rows.drop));
    for (const Wave& wave : study.waves) {
        if (!wave.where.empty()) entries.raw("rows.where." + wave.id, conditions_text(wave.where));
    }
}

void add_answers(const Study& study, Entries& entries) {
    for (const AnswerList& list : study.answers) {
        const std::string key = "answers." + list.id + '.';
        entries.texts(key + "labels", list.labels);
        if (!list.scores.empty()) entries.raw(key + "scores", toml_numbers(list.scores));
        if (list.is_range && list.low && list.high)
            entries.raw(key + "range", toml_numbers({*list.low, *list.high}));
        if (!list.codes.empty()) entries.raw(key + "codes", toml_numbers(list.codes));
        if (list.whole) entries.raw(key + "whole", "true");
        if (!list.missing.empty()) entries.raw(key + "missing", toml_sorted(list.missing));
        entries.text(key + "middle", list.middle);
        std::vector<std::string> also;
        for (const auto& [spelling, label] : list.also) also.push_back(spelling + " = " + label);
        entries.texts(key + "also", also);
    }
    std::vector<std::string> codes;
    for (const auto& [code, meaning] : study.missing.codes) codes.push_back(code);
    if (!codes.empty()) entries.raw("answers.missing.codes", toml_sorted(codes));
    std::vector<std::string> labels = study.missing.labels;
    std::erase(labels, "");
    if (!labels.empty()) entries.raw("answers.missing.labels", toml_sorted(labels));
}

void add_small_change(const Study& study, const SmallChange& own, const std::string& key, Entries& entries) {
    const std::string text = change_text(own);
    if (text != change_text(study.rules.small_change)) entries.text(key, text);
}

/// "Q1, Q2 and Q5, at most 1 blank", of some items of a scale.
std::string group_text(const Scale& scale, const ItemGroup& group) {
    std::vector<std::string> items;
    for (const std::size_t item : group.items) items.push_back(scale.items.at(item));
    const std::string round = group.round ? fmt::format(", rounded to {} decimals", *group.round) : "";
    return fmt::format("{}, at most {} blank{}", base::joined(items, "and", items.size()), group.max_missing,
                       round);
}

/// What a questionnaire that comes with the program brings along.
void add_instrument(const Scale& scale, const std::string& key, Entries& entries) {
    entries.texts(key + "item_answers", scale.item_answers);
    for (const auto& [name, groups] :
         {std::pair("limits", &scale.limits), std::pair("parts", &scale.parts)}) {
        std::vector<std::string> texts;
        for (const ItemGroup& group : *groups) texts.push_back(group_text(scale, group));
        entries.texts(key + name, texts);
    }
    if (scale.round) entries.raw(key + "round", fmt::format("{}", *scale.round));
    std::vector<std::string> table;
    for (std::size_t i = 0; i < std::min(scale.raw_scores.size(), scale.converted_scores.size()); ++i)
        table.push_back(number(scale.raw_scores[i]) + " = " + number(scale.converted_scores[i]));
    entries.texts(key + "converted", table);
}

void add_scale(const Study& study, const Scale& scale, Entries& entries) {
    const std::string key = "scales.scale." + scale.id + '.';
    add_instrument(scale, key, entries);
    if (!scale.items.empty()) entries.raw(key + "items", toml_sorted(scale.items));
    if (!scale.reverse.empty()) entries.raw(key + "reverse", toml_sorted(scale.reverse));
    entries.text(key + "answers", scale.answers);
    if (!scale.column) {
        entries.text(key + "score", word(scale.score, {"mean", "sum", "percent"}));
        entries.raw(key + "max_missing", fmt::format("{}", scale.max_missing));
        entries.text(key + "blank", word(scale.blank, {"prorate", "zero"}));
    } else {
        entries.text(key + "column", column_text(study, *scale.column));
        if (scale.items_per_score) entries.raw(key + "mean_of", fmt::format("{}", *scale.items_per_score));
        if (scale.low && scale.high) entries.raw(key + "range", toml_numbers({*scale.low, *scale.high}));
    }
    entries.text(key + "better", word(scale.better, {"higher", "lower", "neither"}));
    if (!scale.convert.empty()) entries.text(key + "convert", io::file_sha256(scale.convert));
    add_small_change(study, scale.small_change, key + "small_change", entries);
}

void add_scales(const Study& study, Entries& entries) {
    for (const Scale& scale : study.scales) add_scale(study, scale, entries);
    for (const Item& item : study.items) {
        const std::string key = "scales.item." + item.id + '.';
        const std::string column = column_text(study, item.column);
        if (column != item.id) entries.text(key + "column", column);
        entries.text(key + "answers", item.answers);
    }
    for (const Category& category : study.categories) {
        const std::string key = "scales.category." + category.id + '.';
        entries.text(key + "column", column_text(study, category.column));
        entries.text(key + "answers", category.answers);
        entries.text(key + "better", category.better);
        if (!category.ordered) entries.raw(key + "ordered", "false");
        if (category.small_change.is_set())
            entries.text(key + "small_change", change_text(category.small_change));
    }
    for (const Subgroup& subgroup : study.subgroups) {
        const std::string key = "scales.subgroup." + subgroup.id + '.';
        entries.text(key + "column", column_text(study, subgroup.column));
        if (!subgroup.cuts.empty()) entries.raw(key + "cuts", toml_numbers(subgroup.cuts));
        if (!subgroup.keep.empty()) entries.raw(key + "keep", toml_sorted(subgroup.keep));
    }
}

}  // namespace

std::vector<PlanEntry> plan_entries(const Study& study) {
    Entries entries;
    add_rules(study, entries);
    add_rows(study, entries);
    add_answers(study, entries);
    add_scales(study, entries);
    return entries.take();
}

}  // namespace outcomes::survey
