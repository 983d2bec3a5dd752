#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/encoding.hpp"
#include "libstats/survey/study_reading.hpp"

#include <fmt/format.h>

#include <cctype>
#include <chrono>

namespace outcomes::survey {
namespace {

constexpr std::array designs = {std::pair{std::string_view("paired"), Design::paired},
                                std::pair{std::string_view("cross-section"), Design::cross_section},
                                std::pair{std::string_view("mixed"), Design::mixed}};
constexpr std::array adjustments = {std::pair{std::string_view("holm"), Adjust::holm},
                                    std::pair{std::string_view("bh"), Adjust::bh},
                                    std::pair{std::string_view("none"), Adjust::none}};
constexpr std::array headlines = {std::pair{std::string_view("people"), Headline::people},
                                  std::pair{std::string_view("place"), Headline::place}};
constexpr std::array duplicate_rules = {std::pair{std::string_view("error"), Duplicates::error},
                                        std::pair{std::string_view("set_aside"), Duplicates::set_aside}};

std::string joined_quoted(const std::vector<std::string>& names) {
    std::vector<std::string> out(names.size());
    std::transform(names.begin(), names.end(), out.begin(), in_quotes);
    return base::joined(out, "or", out.size());
}

/// True for a day that exists, written 2024-04-01.
bool is_iso_date(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    std::array<int, 3> parts{};
    const std::array<std::pair<std::size_t, std::size_t>, 3> spans = {{{0, 4}, {5, 2}, {8, 2}}};
    for (std::size_t i = 0; i < spans.size(); ++i) {
        for (const char c : text.substr(spans[i].first, spans[i].second)) {
            if (c < '0' || c > '9') return false;
            parts[i] = parts[i] * 10 + (c - '0');
        }
    }
    return std::chrono::year_month_day{std::chrono::year{parts[0]},
                                       std::chrono::month{static_cast<unsigned>(parts[1])},
                                       std::chrono::day{static_cast<unsigned>(parts[2])}}
        .ok();
}

void read_date(StudyReading& reading, const TomlValue& table, Wave& wave) {
    const TomlEntry* entry = table.find("date");
    if (entry == nullptr || (entry->value.kind != TomlKind::date && entry->value.kind != TomlKind::text))
        return;
    wave.date = std::string(base::trim(entry->value.text));
    if (is_iso_date(wave.date)) return;
    reading.defects.error("study.date", fmt::format("\"{}\" is not a date that can be read", wave.date),
                          entry->value.mark, "", "write dates as year-month-day, for example 2024-04-01");
    wave.date.clear();
}

void read_encoding(StudyReading& reading, const TomlValue& table, Wave& wave) {
    const auto name = text_in(table, "encoding");
    if (!name) return;
    wave.encoding = io::encoding_from_name(*name);
    if (wave.encoding) return;
    std::vector<std::string> names;
    for (const auto known : {io::Encoding::utf8, io::Encoding::utf16le, io::Encoding::utf16be,
                             io::Encoding::windows1252, io::Encoding::mac_roman}) {
        names.emplace_back(io::encoding_name(known));
    }
    reading.defects.error("study.encoding", fmt::format("there is no encoding \"{}\"", *name),
                          table.find("encoding")->value.mark, "", "known are " + joined_quoted(names));
}

void read_delimiter(StudyReading& reading, const TomlValue& table, Wave& wave) {
    const TomlEntry* entry = entry_in(table, "delimiter", TomlKind::text);
    if (entry == nullptr) return;
    const std::string& text = entry->value.text;
    if (text == "tab") {
        wave.delimiter = '\t';
    } else if (text.size() == 1 && std::isalnum(static_cast<unsigned char>(text[0])) == 0 && text[0] != '"') {
        wave.delimiter = text[0];
    } else {
        reading.defects.error("study.delimiter",
                              "the delimiter must be one character that is not a letter or digit",
                              entry->value.mark, "", R"(usual are ",", ";", "|" and "tab")");
    }
    if (wave.delimiter == wave.decimal) {
        reading.defects.error("study.delimiter", "the delimiter and the decimal mark are the same",
                              entry->value.mark);
    }
}

void read_header_rows(StudyReading& reading, const TomlValue& table, Wave& wave) {
    constexpr std::uint64_t most = 3;
    wave.header_rows = whole_in(reading, table, "header_rows", 1);
    if (wave.header_rows.value_or(1) <= most) return;
    reading.defects.error("study.number", fmt::format("\"header_rows\" must be {} or less", most),
                          table.find("header_rows")->value.mark);
}

std::vector<Condition> read_where(const TomlValue& table) {
    std::vector<Condition> conditions;
    for (const TomlEntry& entry : table_in(table, "where").entries) {
        Condition condition;
        condition.column = base::trim(entry.key);
        condition.is = values_of(entry.value);
        condition.mark = entry.mark;
        conditions.push_back(std::move(condition));
    }
    return conditions;
}

Wave read_wave(StudyReading& reading, const TomlEntry& entry) {
    const TomlValue& table = entry.value;
    Wave wave;
    wave.id = entry.key;
    wave.label = text_in(table, "label", entry.key);
    wave.mark = entry.mark;
    if (const TomlEntry* file = table.find("file")) {
        if (file->value.kind == TomlKind::text) wave.files.push_back(resolved(reading, file->value));
        for (const TomlValue& one : file->value.list) {
            if (one.kind == TomlKind::text) wave.files.push_back(resolved(reading, one));
        }
        if (file->value.kind == TomlKind::list && file->value.list.empty()) {
            reading.defects.error("study.missing_key", "the list of files is empty", file->value.mark);
        }
    }
    read_date(reading, table, wave);
    wave.where = read_where(table);
    read_encoding(reading, table, wave);
    if (text_in(table, "decimal") == ",") wave.decimal = ',';
    read_delimiter(reading, table, wave);
    read_header_rows(reading, table, wave);
    wave.profile = text_in(table, "profile", "");
    check_name(reading, entry);
    return wave;
}

void read_group(StudyReading& reading, const TomlValue& columns) {
    const TomlEntry* entry = entry_in(columns, "group", TomlKind::table);
    if (entry == nullptr) return;
    Group group;
    group.column = text_in(entry->value, "column", "");
    group.programme = text_in(entry->value, "programme", "");
    group.comparison = text_in(entry->value, "comparison", "");
    group.mark = entry->value.mark;
    if (!group.programme.empty() && base::folded(group.programme) == base::folded(group.comparison)) {
        reading.defects.error("study.group", "the programme and its comparison have the same text",
                              group.mark);
    }
    reading.study.columns.group = group;
}

void check_id_in_every_wave(StudyReading& reading, const ColumnName& id) {
    for (const Wave& wave : reading.study.waves) {
        if (!id.in(wave.id).empty()) continue;
        reading.defects.error("study.no_id", fmt::format("the id has no column in the wave \"{}\"", wave.id),
                              id.mark, "", fmt::format("add {} = \"...\" here", wave.id));
    }
}

Condition read_condition(StudyReading& reading, const TomlValue& table) {
    Condition condition;
    condition.column = text_in(table, "column", "");
    condition.is = texts_in(table, "is");
    condition.is_not = texts_in(table, "is_not");
    condition.above = decimal_in(reading, table, "above");
    condition.below = decimal_in(reading, table, "below");
    condition.at_least = decimal_in(reading, table, "at_least");
    condition.at_most = decimal_in(reading, table, "at_most");
    if (const TomlEntry* blank = entry_in(table, "blank", TomlKind::flag))
        condition.blank = blank->value.flag;
    for (std::string& wave : texts_in(table, "waves")) {
        if (is_wave(reading, wave, table.find("waves")->value.mark))
            condition.waves.push_back(std::move(wave));
    }
    condition.mark = table.mark;
    const std::size_t n_parts = table.entries.size() - (table.find("waves") != nullptr ? 1 : 0);
    if (n_parts < 2 && table.find("column") != nullptr) {
        reading.defects.error("study.condition", "this condition does not say what the cell must be",
                              table.mark, "", R"(for example: { column = "Status", is = "Complete" })");
    }
    return condition;
}

std::vector<Condition> read_conditions(StudyReading& reading, const TomlValue& rows, std::string_view key) {
    std::vector<Condition> conditions;
    const TomlEntry* entry = entry_in(rows, key, TomlKind::list);
    if (entry == nullptr) return conditions;
    for (const TomlValue& one : entry->value.list) {
        if (one.kind == TomlKind::table) conditions.push_back(read_condition(reading, one));
    }
    return conditions;
}

}  // namespace

void read_study_table(StudyReading& reading) {
    const TomlValue& table = table_in(reading.root, "study");
    Study& study = reading.study;
    study.id = text_in(table, "id", std::filesystem::path(study.path).stem().string());
    study.title = text_in(table, "title", study.id);
    study.question = text_in(table, "question", "");
    study.community = text_in(table, "community", "");
    read_word(table, "design", designs, study.design);
    study.population = whole_in(reading, table, "population", 1);
}

void read_waves(StudyReading& reading) {
    std::vector<Wave>& waves = reading.study.waves;
    for (const TomlEntry& entry : table_in(reading.root, "wave").entries) {
        waves.push_back(read_wave(reading, entry));
    }
    if (std::any_of(waves.begin(), waves.end(), [](const Wave& wave) { return wave.date.empty(); })) return;
    std::stable_sort(waves.begin(), waves.end(),
                     [](const Wave& a, const Wave& b) { return a.date < b.date; });
}

void read_columns(StudyReading& reading) {
    const TomlValue& table = table_in(reading.root, "columns");
    Columns& columns = reading.study.columns;
    if (const TomlEntry* entry = reading.root.find("columns")) columns.mark = entry->mark;
    if (const TomlEntry* id = table.find("id")) {
        if (id->value.kind == TomlKind::text || id->value.kind == TomlKind::table) {
            columns.id.push_back(read_column(reading, id->value));
        }
        for (const TomlValue& one : id->value.list) columns.id.push_back(read_column(reading, one));
        for (const ColumnName& part : columns.id) {
            if (!part.by_wave.empty()) check_id_in_every_wave(reading, part);
        }
    }
    columns.household = column_in(reading, table, "household");
    columns.weight = column_in(reading, table, "weight");
    columns.sex = column_in(reading, table, "sex");
    columns.age = column_in(reading, table, "age");
    columns.consent = column_in(reading, table, "consent");
    read_group(reading, table);
}

void read_missing(StudyReading& reading) {
    const TomlValue& table = table_in(reading.root, "missing");
    MissingTexts& missing = reading.study.missing;
    for (const TomlEntry& entry : table_in(table, "codes").entries) {
        missing.codes[std::string(base::trim(entry.key))] = entry.value.text;
    }
    missing.labels = {""};
    for (std::string& label : texts_in(table, "labels")) {
        if (!label.empty()) missing.labels.push_back(std::move(label));
    }
}

void read_rules(StudyReading& reading) {
    const TomlValue& table = table_in(reading.root, "rules");
    Rules& rules = reading.study.rules;
    if (const auto confidence = decimal_in(reading, table, "confidence")) {
        rules.confidence = confidence->to_double();
        if (rules.confidence <= 0.5 || rules.confidence >= 1) {
            reading.defects.error("study.confidence", "\"confidence\" must lie between 0.5 and 1",
                                  table.find("confidence")->value.mark, "",
                                  rules.confidence > 1 && rules.confidence < 100
                                      ? fmt::format("for {0} % write {1}", base::shortest(rules.confidence),
                                                    base::shortest(rules.confidence / 100))
                                      : "usual is 0.95");
        }
    }
    rules.small_change = small_change_in(reading, table);
    rules.item_change = small_change_in(reading, table, "item_change");
    if (rules.item_change.sd || rules.item_change.percent) {
        reading.defects.error("study.small_change",
                              "the smallest change of single questions is in percentage points",
                              rules.item_change.mark, "", "for example: item_change = { points = 10 }");
    }
    read_word(table, "adjust", adjustments, rules.adjust);
    read_word(table, "headline", headlines, rules.headline);
    read_word(table, "duplicates", duplicate_rules, rules.duplicates);
    rules.seed = whole_in(reading, table, "seed", 0).value_or(1);
}

void read_rows(StudyReading& reading) {
    const TomlValue& table = table_in(reading.root, "rows");
    reading.study.rows.keep = read_conditions(reading, table, "keep");
    reading.study.rows.drop = read_conditions(reading, table, "drop");
    const auto here = text_in(table, "duplicates");
    const auto in_rules = text_in(table_in(reading.root, "rules"), "duplicates");
    if (here && in_rules && here != in_rules) {
        reading.defects.error("study.duplicates", "[rows] and [rules] disagree about duplicates",
                              table.find("duplicates")->value.mark, "", "keep the one in [rules]");
    }
    read_word(table, "duplicates", duplicate_rules, reading.study.rules.duplicates);
}

void read_disclosure(StudyReading& reading) {
    const TomlValue& table = table_in(reading.root, "disclosure");
    Disclosure& disclosure = reading.study.disclosure;
    if (const TomlEntry* entry = reading.root.find("disclosure")) disclosure.mark = entry->mark;
    disclosure.threshold = whole_in(reading, table, "threshold", 2);
    disclosure.round = whole_in(reading, table, "round", 1);
    const auto profile = text_in(table, "profile");
    if (profile == "internal") disclosure.profile = Profile::internal;
    if (profile == "partner") disclosure.profile = Profile::partner;
    if (profile == "public") disclosure.profile = Profile::public_release;
}

void read_report(StudyReading& reading) {
    const TomlValue& table = table_in(reading.root, "report");
    Report& report = reading.study.report;
    report.lead = texts_in(table, "lead");
    report.words = text_in(table, "words", "lay");
    if (const TomlEntry* freeze = entry_in(table, "freeze", TomlKind::flag))
        report.freeze = freeze->value.flag;
    std::vector<std::string> known = ids_of(reading.study.scales);
    for (const std::string& id : ids_of(reading.study.categories)) known.push_back(id);
    for (const std::string& id : report.lead) {
        if (std::find(known.begin(), known.end(), id) != known.end()) continue;
        reading.defects.error("study.unknown_scale", fmt::format("there is no scale \"{}\"", id),
                              table.find("lead")->value.mark, "", base::did_you_mean(id, known));
    }
}

}  // namespace outcomes::survey
