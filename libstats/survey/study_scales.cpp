#include "libstats/base/text.hpp"
#include "libstats/survey/item_range.hpp"
#include "libstats/survey/study_instruments.hpp"
#include "libstats/survey/study_reading.hpp"

#include <fmt/format.h>

#include <set>

namespace outcomes::survey {
namespace {

constexpr std::uint64_t most_digits = 6;

constexpr std::array score_kinds = {std::pair{std::string_view("mean"), ScoreKind::mean},
                                    std::pair{std::string_view("sum"), ScoreKind::sum},
                                    std::pair{std::string_view("percent"), ScoreKind::percent}};
constexpr std::array blank_rules = {std::pair{std::string_view("prorate"), BlankRule::prorate},
                                    std::pair{std::string_view("zero"), BlankRule::zero}};
constexpr std::array directions = {std::pair{std::string_view("higher"), Better::higher},
                                   std::pair{std::string_view("lower"), Better::lower},
                                   std::pair{std::string_view("neither"), Better::neither}};

std::vector<std::string> names_of(const std::vector<NamedItem>& items) {
    std::vector<std::string> names(items.size());
    std::transform(items.begin(), items.end(), names.begin(), [](const NamedItem& item) { return item.id; });
    return names;
}

class ScaleReader {
  public:
    explicit ScaleReader(StudyReading& reading)
        : reading_(reading),
          declared_(table_in(reading.root, "item")),
          defaults_(table_in(reading.root, "scale_defaults")) {}

    void read_all() {
        check_answers(defaults_);
        for (const TomlEntry& item : declared_.entries) check_answers(item.value);
        for (const TomlEntry& entry : table_in(reading_.root, "scale").entries) {
            if (entry.value.find("use") == nullptr)
                reading_.study.scales.push_back(read(entry));
            else
                read_use(entry);
        }
        note_unused_items();
    }

  private:
    /// A questionnaire: its key says how the items are scored, and [scale_defaults] has no say.
    void read_use(const TomlEntry& entry) {
        check_name(reading_, entry);
        if (entry.value.kind != TomlKind::table) return;
        bool complete = true;
        const std::vector<NamedItem> items = expanded(entry.value, "items", complete);
        check_twice(items, entry.key);
        check_answers(entry.value);
        if (!complete) return;
        for (const NamedItem& item : items) add_item(item);
        for (Scale& scale : read_instrument(reading_, entry, items))
            reading_.study.scales.push_back(std::move(scale));
    }

    Scale read(const TomlEntry& entry) {
        const TomlValue& table = entry.value;
        Scale scale;
        scale.id = entry.key;
        scale.mark = entry.mark;
        scale.label = text_in(table, "label", entry.key);
        check_name(reading_, entry);
        if (table.kind != TomlKind::table) return scale;
        read_common(table, scale);
        check_only_with_use(table);
        if (table.find("column") != nullptr) {
            read_score_column(table, scale);
        } else {
            read_items(table, scale);
        }
        return scale;
    }

    void check_only_with_use(const TomlValue& table) {
        for (const std::string_view key : {"scores", "coding"}) {
            if (const TomlEntry* entry = table.find(key))
                error("study.needs_use", fmt::format("\"{}\" goes with a questionnaire only", key),
                      entry->mark, "", R"(name one, for example: use = "sdq")");
        }
    }

    /// What a scale may take from [scale_defaults].
    void read_common(const TomlValue& table, Scale& scale) {
        for (const TomlValue* source : {&defaults_, &table}) {
            read_word(*source, "score", score_kinds, scale.score);
            read_word(*source, "blank", blank_rules, scale.blank);
            read_word(*source, "better", directions, scale.better);
        }
        scale.small_change = small_change_in(reading_, table);
        if (table.find("small_change") == nullptr) scale.small_change = reading_.study.rules.small_change;
        if (const TomlEntry* convert = entry_in(table, "convert", TomlKind::text)) {
            scale.convert = resolved(reading_, convert->value);
        }
        if (const auto digits = whole_in(reading_, table, "round", 0)) {
            scale.round = static_cast<int>(std::min<std::uint64_t>(*digits, most_digits));
            if (*digits > most_digits)
                error("study.round", fmt::format("a score is rounded to at most {} decimals", most_digits),
                      table.find("round")->value.mark);
        }
    }

    void read_score_column(const TomlValue& table, Scale& scale) {
        scale.column = column_in(reading_, table, "column");
        for (const std::string_view key :
             {"reverse", "answers", "max_missing", "blank", "convert", "round"}) {
            if (const TomlEntry* entry = table.find(key)) {
                error("study.score_column",
                      fmt::format("\"{}\" has no meaning for a score that was worked out before", key),
                      entry->mark, "", "leave out either this or column");
            }
        }
        if (const TomlEntry* items = entry_in(table, "items", TomlKind::list)) {
            error("study.score_column",
                  fmt::format("the scale \"{}\" has both items and a column of scores", scale.id),
                  items->mark, "",
                  "with column, items is a number: how many questions the score is the mean of");
        }
        if (const auto items = whole_in(reading_, table, "items", 1)) scale.items_per_score = *items;
        read_score_range(table, scale);
    }

    void read_score_range(const TomlValue& table, Scale& scale) {
        const TomlEntry* range = entry_in(table, "range", TomlKind::list);
        if (range == nullptr) return;
        std::vector<base::Decimal> ends;
        for (const TomlValue& one : range->value.list) {
            if (const auto end = decimal_of(reading_, one)) ends.push_back(*end);
        }
        if (ends.size() != 2 || ends[0].to_double() >= ends[1].to_double()) {
            error("study.range", "a range is its lowest and its highest number", range->value.mark, "",
                  "for example: range = [1, 5]");
            return;
        }
        scale.low = ends[0];
        scale.high = ends[1];
    }

    void read_items(const TomlValue& table, Scale& scale) {
        bool complete = entry_in(table, "items", TomlKind::list) != nullptr;
        const std::vector<NamedItem> items = expanded(table, "items", complete);
        scale.items = names_of(items);
        check_items(table, scale, items);
        if (complete) {
            read_reverse(table, scale);
            read_max_missing(table, scale);
        }
        check_answers(table);
        scale.answers = text_in(table, "answers", text_in(defaults_, "answers", ""));
        for (const NamedItem& item : items) add_item(item);
        check_every_item_has_answers(scale);
        if (const TomlEntry* range = table.find("range")) {
            error("study.score_column", "\"range\" goes with a column of scores, not with items", range->mark,
                  "", "an answer list can have a range: [answers] ladder = { range = [0, 10] }");
        }
    }

    /// @param complete becomes false if a name cannot be read
    std::vector<NamedItem> expanded(const TomlValue& table, std::string_view key, bool& complete) {
        std::vector<NamedItem> items;
        const TomlEntry* entry = entry_in(table, key, TomlKind::list);
        if (entry == nullptr) return items;
        for (const TomlValue& one : entry->value.list) {
            if (one.kind != TomlKind::text) complete = false;
            if (one.kind != TomlKind::text) continue;
            const auto result = expand_items(std::string(base::trim(one.text)));
            if (const auto* fault = std::get_if<RangeFault>(&result)) {
                error("study.item_range", fault->message, one.mark, "", fault->help);
                complete = false;
                continue;
            }
            for (const std::string& id : std::get<std::vector<std::string>>(result))
                items.push_back({id, one.mark});
        }
        return items;
    }

    void check_items(const TomlValue& table, const Scale& scale, const std::vector<NamedItem>& items) {
        const TomlEntry* entry = table.find("items");
        if (entry == nullptr) {
            error("study.no_items", fmt::format("the scale \"{}\" has neither items nor a column", scale.id),
                  scale.mark, "", R"(add, for example: items = ["Q1_1..Q1_4"])");
        } else if (entry->value.kind == TomlKind::whole) {
            error("study.no_items",
                  fmt::format("the scale \"{}\" has a number of items, but no column", scale.id),
                  entry->value.mark, "",
                  R"(name the questions, items = ["Q1_1..Q1_4"], or the column that holds the score)");
        } else if (entry->value.kind == TomlKind::list && entry->value.list.empty()) {
            error("study.no_items", fmt::format("the scale \"{}\" has no items", scale.id), entry->value.mark,
                  "", R"(for example: items = ["Q1_1..Q1_4"])");
        }
        check_twice(items, scale.id);
    }

    void check_twice(const std::vector<NamedItem>& items, const std::string& scale) {
        std::set<std::string> seen;
        for (const NamedItem& item : items) {
            if (item.id.empty()) error("study.empty_name", "the name of an item is empty", item.mark);
            if (seen.insert(item.id).second) continue;
            error("study.item_twice",
                  fmt::format("the item \"{}\" stands twice in the scale \"{}\"", item.id, scale), item.mark);
        }
    }

    void read_reverse(const TomlValue& table, Scale& scale) {
        bool complete = true;
        for (const NamedItem& item : expanded(table, "reverse", complete)) {
            if (std::find(scale.items.begin(), scale.items.end(), item.id) == scale.items.end()) {
                error("study.reverse",
                      fmt::format("\"{}\" is to be reversed, but it is not an item of \"{}\"", item.id,
                                  scale.id),
                      item.mark, "", base::did_you_mean(item.id, scale.items));
            } else if (std::find(scale.reverse.begin(), scale.reverse.end(), item.id) !=
                       scale.reverse.end()) {
                error("study.item_twice", fmt::format("the item \"{}\" is reversed twice", item.id),
                      item.mark);
            } else {
                scale.reverse.push_back(item.id);
            }
        }
    }

    void read_max_missing(const TomlValue& table, Scale& scale) {
        const bool own = table.find("max_missing") != nullptr;
        const TomlValue& source = own ? table : defaults_;
        const auto limit = whole_in(reading_, source, "max_missing", 0);
        scale.max_missing = limit.value_or(0);
        if (scale.max_missing == 0 || scale.items.empty() || scale.max_missing < scale.items.size()) return;
        const bool single = scale.items.size() == 1;
        error("study.max_missing",
              single ? fmt::format("the scale \"{}\" has one item, so none can be missing", scale.id)
                     : fmt::format("the scale \"{}\" has {} items, so at most {} can be missing", scale.id,
                                   scale.items.size(), scale.items.size() - 1),
              own ? table.find("max_missing")->value.mark : scale.mark,
              own ? "" : fmt::format("max_missing = {} in [scale_defaults]", scale.max_missing),
              single ? "write max_missing = 0 in this scale"
                     : fmt::format("write max_missing = {} or less in this scale", scale.items.size() - 1));
    }

    /// Reports an answer list that the study does not have.
    void check_answers(const TomlValue& table) {
        const auto name = text_in(table, "answers");
        if (!name || reading_.study.find_answers(*name) != nullptr) return;
        const auto lists = ids_of(reading_.study.answers);
        const std::string hint = base::did_you_mean(*name, lists);
        error("study.unknown_answers", fmt::format("there is no answer list \"{}\"", *name),
              table.find("answers")->value.mark, "",
              !hint.empty()   ? hint
              : lists.empty() ? "add it to [answers]"
                              : fmt::format("the lists are {}", base::joined(lists)));
    }

    void check_every_item_has_answers(const Scale& scale) {
        if (!scale.answers.empty()) return;
        for (const std::string& id : scale.items) {
            if (!reading_.study.find_item(id)->answers.empty()) continue;
            error("study.no_answers", fmt::format("the scale \"{}\" has no answer list", scale.id),
                  scale.mark, "", "add answers = \"...\" here or in [scale_defaults]");
            return;
        }
    }

    void add_item(const NamedItem& named) {
        if (reading_.study.find_item(named.id) != nullptr) return;
        Item item;
        item.id = named.id;
        item.mark = named.mark;
        item.column.common = named.id;
        item.column.mark = named.mark;
        if (const TomlEntry* entry = entry_in(declared_, named.id, TomlKind::table)) {
            item.text = text_in(entry->value, "text", "");
            item.answers = text_in(entry->value, "answers", "");
            const TomlEntry* show = entry_in(entry->value, "show", TomlKind::flag);
            item.is_shown = show != nullptr && show->value.flag;
            item.mark = entry->mark;
            if (const auto column = column_in(reading_, entry->value, "column")) item.column = *column;
            warn_if_not_asked(item);
        }
        reading_.study.items.push_back(std::move(item));
    }

    void warn_if_not_asked(const Item& item) {
        for (const Wave& wave : reading_.study.waves) {
            if (!item.column.in(wave.id).empty()) continue;
            reading_.defects.warning(
                "study.not_asked",
                fmt::format("the item \"{}\" has no column in the wave \"{}\"", item.id, wave.id),
                item.column.mark, "", fmt::format("if it was asked, add {} = \"...\" here", wave.id));
        }
    }

    void note_unused_items() {
        std::set<std::string> used;
        for (const TomlEntry& category : table_in(reading_.root, "category").entries)
            used.insert(text_in(category.value, "column", ""));
        for (const TomlEntry& item : declared_.entries) {
            if (used.contains(item.key) || reading_.study.find_item(item.key) != nullptr) continue;
            reading_.defects.warning("study.unused_item",
                                     fmt::format("no scale uses the item \"{}\"", item.key), item.mark);
        }
    }

    void error(std::string code, std::string message, const Mark& mark, std::string found = "",
               std::string help = "") {
        reading_.defects.error(std::move(code), std::move(message), mark, std::move(found), std::move(help));
    }

    StudyReading& reading_;
    const TomlValue& declared_;
    const TomlValue& defaults_;
};

}  // namespace

void read_scales(StudyReading& reading) {
    ScaleReader(reading).read_all();
}

}  // namespace outcomes::survey
