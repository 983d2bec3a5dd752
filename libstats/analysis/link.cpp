#include "libstats/analysis/link.hpp"

#include "libstats/analysis/link_chances.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/stats/chance_links.hpp"
#include "libstats/survey/link_people.hpp"
#include "libstats/survey/linkage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace outcomes::analysis {
namespace {

using survey::Fate;
using survey::LinkReport;
using survey::MatchKind;
using survey::Study;
using survey::WaveData;
using survey::WaveLinks;

constexpr std::array<std::string_view, 4> kind_ids{"exact", "tidied", "tolerant", "decided"};
constexpr std::array<std::string_view, 5> fate_ids{"offered", "tied", "repeated", "unconfirmed",
                                                   "contradicted"};
constexpr std::array<std::pair<survey::Confirm, std::string_view>, 3> confirm_ids{
    {{survey::Confirm::sex, "sex"},
     {survey::Confirm::age, "age"},
     {survey::Confirm::household, "household"}}};

std::string_view id_of(MatchKind kind) {
    return kind_ids.at(static_cast<std::size_t>(kind));
}
std::string_view id_of(Fate fate) {
    return fate_ids.at(static_cast<std::size_t>(fate));
}

std::string names_of(survey::ConfirmSet set) {
    std::string names;
    for (const auto& [confirm, id] : confirm_ids) {
        if ((set & survey::bit_of(confirm)) == 0) continue;
        if (!names.empty()) names += ' ';
        names += id;
    }
    return names;
}

/// Everything about one study that the tables are made of.
struct Linked {
    const Study& study;
    const survey::Responses& responses;
    const LinkReport& report;
};

survey::CodedWave with_standing(const survey::CodedWave& codes,
                                const std::vector<survey::Standing>& standing) {
    survey::CodedWave wave = codes;
    wave.standing = standing;
    return wave;
}

/// Expected false matches of both passes between two waves.
void set_expected(const Linked& linked, const WaveLinks& links, LinkCount& count) {
    const auto from = with_standing(linked.report.codes[links.wave_from], links.standing_from);
    const auto to = with_standing(linked.report.codes[links.wave_to], links.standing_to);
    const survey::Confirmers confirmers(links.confirmers, linked.report.traits[links.wave_from],
                                        linked.report.traits[links.wave_to], links.years);
    const CodeChances chances = code_chances(from, to);
    count.false_same = stats::expected_matches(
                           {static_cast<double>(links.n_whole_from), static_cast<double>(links.n_whole_to),
                            static_cast<double>(count.same()), chances.same, chances.same})
                           .false_accepted;
    std::vector<survey::SheetPair> alike;
    for (const survey::Likeness& one : links.likenesses) alike.emplace_back(one.pair.from, one.pair.to);
    for (const survey::Match& match : links.matches) alike.emplace_back(match.from, match.to);
    std::sort(alike.begin(), alike.end());
    const ConfirmChances confirmed = confirm_chances(from, to, confirmers, alike);
    const auto tolerant = stats::expected_matches(
        {static_cast<double>(links.pass.n_from), static_cast<double>(links.pass.n_to),
         static_cast<double>(links.pass.n_single), chances.alike * confirmed.not_contradicted,
         chances.alike * confirmed.allowed});
    count.false_tolerant = tolerant.false_accepted;
    count.chance_pairs = tolerant.chance_pairs;
}

void count_likenesses(const WaveLinks& links, LinkCount& count) {
    count.crowded = links.pass.n_crowded;
    for (const survey::Likeness& one : links.likenesses) {
        switch (one.fate) {
            case Fate::accepted:
                ++count.offered;
                break;
            case Fate::tied:
                ++count.tied;
                break;
            case Fate::repeated:
                ++count.repeated;
                break;
            case Fate::unconfirmed:
                ++count.unconfirmed;
                break;
            case Fate::contradicted:
                ++count.contradicted;
                break;
        }
    }
}

LinkCount count_of(const Linked& linked, const WaveLinks& links) {
    const WaveData& from = linked.responses.waves[links.wave_from];
    const WaveData& to = linked.responses.waves[links.wave_to];
    LinkCount count;
    count.wave_from = from.id;
    count.wave_to = to.id;
    count.label_from = from.label;
    count.label_to = to.label;
    count.neighbours = links.wave_to == links.wave_from + 1;
    count.sheets_from = survey::n_coded(from);
    count.sheets_to = survey::n_coded(to);
    count.set_aside_from = from.n_set_aside;
    count.set_aside_to = to.n_set_aside;
    for (const survey::Match& match : links.matches) {
        const std::array by_kind{&count.exact, &count.tidied, &count.tolerant, &count.decided};
        ++*by_kind.at(static_cast<std::size_t>(match.kind));
        if (match.said.contradicted()) ++count.against;
    }
    const survey::Linkage linkage = survey::link(from, to);
    count.unlinked_from = count.sheets_from - linkage.pairs.size();
    count.unlinked_to = count.sheets_to - linkage.pairs.size();
    count_likenesses(links, count);
    set_expected(linked, links, count);
    return count;
}

base::Place place_of(const WaveData& wave, std::uint32_t number) {
    const survey::Sheet& sheet = survey::coded_sheet(wave, number);
    return wave.tables[sheet.table]->place(sheet.record, 0);
}

void add_columns(LinkTable& table, std::initializer_list<std::pair<std::string, bool>> columns) {
    for (const auto& [name, is_number] : columns) {
        table.header.push_back(name);
        table.is_number.push_back(is_number);
    }
}

/// In how many elements two codes differ; 1 for codes in one piece that are not the same.
std::size_t distance(const survey::CodedWave& from, std::uint32_t a, const survey::CodedWave& to,
                     std::uint32_t b) {
    if (from.is_piece(a) || to.is_piece(b)) return from.texts[a] == to.texts[b] ? 0 : 1;
    std::size_t n = 0;
    for (std::size_t e = 0; e < from.n_elements; ++e) {
        if (from.at(a, e) == 0 || from.at(a, e) != to.at(b, e)) ++n;
    }
    return n;
}

/// The names of the elements in which two codes differ.
std::string differences(const Linked& linked, const WaveLinks& links, std::uint32_t a, std::uint32_t b) {
    const survey::CodedWave& from = linked.report.codes[links.wave_from];
    const survey::CodedWave& to = linked.report.codes[links.wave_to];
    const std::string& wave = linked.responses.waves[links.wave_to].id;
    if (from.is_piece(a) || to.is_piece(b)) {
        return from.texts[a] == to.texts[b] ? ""
                                            : survey::element_name(linked.study, wave, survey::one_character);
    }
    std::vector<std::string> names;
    for (std::uint32_t e = 0; e < from.n_elements; ++e) {
        if (from.at(a, e) == 0 || from.at(a, e) != to.at(b, e))
            names.push_back(survey::element_name(linked.study, wave, e));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

/// The match by which a sheet joined the one before it.
using MatchOf =
    std::map<std::pair<std::size_t, std::uint32_t>, std::pair<const WaveLinks*, const survey::Match*>>;

MatchOf matches_by_later_sheet(const LinkReport& report) {
    MatchOf all;
    for (const WaveLinks& links : report.between) {
        for (const survey::Match& match : links.matches)
            all.try_emplace({links.wave_to, match.to}, std::pair(&links, &match));
    }
    return all;
}

/// The sheet of each person in every wave; `none` where there is none.
std::vector<std::vector<std::uint32_t>> sheets_of_people(const survey::Responses& responses) {
    std::vector<std::vector<std::uint32_t>> sheets(
        responses.n_people, std::vector<std::uint32_t>(responses.waves.size(), survey::none));
    for (std::size_t w = 0; w < responses.waves.size(); ++w) {
        const auto& person = responses.waves[w].person;
        for (std::uint32_t i = 0; i < person.size(); ++i) {
            if (person[i] != survey::none) sheets[person[i]][w] = i;
        }
    }
    return sheets;
}

void add_sheet_cells(const Linked& linked, std::size_t w, std::uint32_t sheet,
                     std::vector<std::string>& row) {
    if (sheet == survey::none) {
        row.insert(row.end(), 3, "");
        return;
    }
    const WaveData& wave = linked.responses.waves[w];
    const base::Place place = place_of(wave, sheet);
    row.push_back(place.file);
    row.push_back(fmt::format("{}", place.line));
    row.push_back(survey::code_text(linked.study, wave, sheet));
}

void add_match_cells(const Linked& linked, const MatchOf& matches, std::size_t w, std::uint32_t sheet,
                     std::vector<std::string>& row) {
    const auto found = sheet == survey::none ? matches.end() : matches.find({w, sheet});
    if (found == matches.end()) {
        row.insert(row.end(), 4, "");
        return;
    }
    const auto& [links, match] = found->second;
    row.emplace_back(id_of(match->kind));
    row.push_back(fmt::format("{}", distance(linked.report.codes[links->wave_from], match->from,
                                             linked.report.codes[links->wave_to], match->to)));
    row.push_back(differences(linked, *links, match->from, match->to));
    row.push_back(names_of(match->said.agree));
}

LinkTable people_table(const Linked& linked) {
    LinkTable table;
    add_columns(table, {{"person", true}});
    const auto& waves = linked.responses.waves;
    for (const WaveData& wave : waves) {
        add_columns(table,
                    {{"file_" + wave.id, false}, {"line_" + wave.id, true}, {"code_" + wave.id, false}});
    }
    for (std::size_t w = 1; w < waves.size(); ++w) {
        const std::string& id = waves[w].id;
        add_columns(table, {{"match_" + id, false},
                            {"distance_" + id, true},
                            {"differs_" + id, false},
                            {"confirmed_" + id, false}});
    }
    const MatchOf matches = matches_by_later_sheet(linked.report);
    for (const auto& sheets : sheets_of_people(linked.responses)) {
        const auto n = std::count_if(sheets.begin(), sheets.end(),
                                     [](std::uint32_t sheet) { return sheet != survey::none; });
        if (n < 2) continue;
        std::vector<std::string> row{fmt::format("{}", table.rows.size() + 1)};
        for (std::size_t w = 0; w < waves.size(); ++w) add_sheet_cells(linked, w, sheets[w], row);
        for (std::size_t w = 1; w < waves.size(); ++w) add_match_cells(linked, matches, w, sheets[w], row);
        table.rows.push_back(std::move(row));
    }
    return table;
}

class ReviewTable {
  public:
    explicit ReviewTable(const Linked& linked) : linked_(linked) {
        add_columns(table_, {{"check", false},
                             {"why", false},
                             {"differs", false},
                             {"wave_from", false},
                             {"file_from", false},
                             {"line_from", true},
                             {"code_from", false},
                             {"wave_to", false},
                             {"file_to", false},
                             {"line_to", true},
                             {"code_to", false},
                             {"agree", false},
                             {"disagree", false}});
        for (const auto& [name, column] : traits()) {
            add_columns(table_, {{fmt::format("{}_from", name), false}, {fmt::format("{}_to", name), false}});
        }
        add_columns(table_, {{"decision", false}});
    }

    LinkTable run() {
        for (const bool contradicted : {false, true}) {
            for (const WaveLinks& links : linked_.report.between) {
                for (const survey::Likeness& one : links.likenesses) {
                    if (one.said.contradicted() == contradicted)
                        add(links, one.pair.from, one.pair.to, one.said, id_of(one.fate));
                }
            }
        }
        for (const WaveLinks& links : linked_.report.between) {
            for (const survey::Match& match : links.matches) {
                if (match.said.contradicted() && match.kind != MatchKind::decided)
                    add(links, match.from, match.to, match.said, id_of(match.kind));
            }
        }
        return std::move(table_);
    }

  private:
    using Trait = std::pair<std::string_view, const survey::ColumnName*>;

    [[nodiscard]] std::vector<Trait> traits() const {
        std::vector<Trait> all;
        const survey::Columns& columns = linked_.study.columns;
        if (columns.sex) all.emplace_back("sex", &*columns.sex);
        if (columns.age) all.emplace_back("age", &*columns.age);
        if (columns.household) all.emplace_back("household", &*columns.household);
        return all;
    }

    void add(const WaveLinks& links, std::uint32_t from, std::uint32_t to, const survey::Confirmation& said,
             std::string_view why) {
        const WaveData& a = linked_.responses.waves[links.wave_from];
        const WaveData& b = linked_.responses.waves[links.wave_to];
        const base::Place place_a = place_of(a, from);
        const base::Place place_b = place_of(b, to);
        std::vector<std::string> row{survey::review_check(linked_.study, a, from, b, to),
                                     std::string(why),
                                     differences(linked_, links, from, to),
                                     a.id,
                                     place_a.file,
                                     fmt::format("{}", place_a.line),
                                     survey::code_text(linked_.study, a, from),
                                     b.id,
                                     place_b.file,
                                     fmt::format("{}", place_b.line),
                                     survey::code_text(linked_.study, b, to),
                                     names_of(said.agree),
                                     names_of(said.differ)};
        for (const auto& [name, column] : traits()) {
            row.emplace_back(base::trim(survey::coded_cell(a, from, column->in(a.id))));
            row.emplace_back(base::trim(survey::coded_cell(b, to, column->in(b.id))));
        }
        row.emplace_back();
        table_.rows.push_back(std::move(row));
    }

    const Linked& linked_;
    LinkTable table_;
};

[[noreturn]] void refuse_without_codes(const Study& study) {
    base::Diagnostic diagnostic;
    diagnostic.code = "link.no_id";
    diagnostic.place.file = study.path;
    diagnostic.message = "the study names no id column, so nobody can be linked";
    diagnostic.help = "name the column, or columns, with each person's code under [columns] id";
    throw base::InputError(std::move(diagnostic));
}

[[noreturn]] void refuse_one_wave(const Study& study) {
    base::Diagnostic diagnostic;
    diagnostic.code = "link.one_wave";
    diagnostic.place.file = study.path;
    diagnostic.message = "there is only one wave, so there is nothing to link";
    diagnostic.help = "add the other wave to [wave]";
    throw base::InputError(std::move(diagnostic));
}

}  // namespace

survey::Study study_to_link(const Study& study, const LinkOptions& options) {
    Study linked = study;
    if (!linked.link) linked.link = survey::default_link_rules(study);
    if (options.tolerance) linked.link->tolerance = *options.tolerance;
    if (!options.decisions.empty()) linked.link->decisions = options.decisions;
    linked.rules.duplicates = survey::Duplicates::set_aside;
    return linked;
}

LinkResult link_study(const Study& study, const LinkOptions& options) {
    if (study.columns.id.empty()) refuse_without_codes(study);
    if (study.waves.size() < 2 || options.waves.size() == 1) refuse_one_wave(study);
    const Study rules = study_to_link(study, options);
    survey::LoadOptions load;
    load.waves = options.waves;
    load.people_only = true;
    survey::Responses responses = survey::load(rules, load);
    const Linked linked{rules, responses, *responses.links};
    LinkResult result;
    for (const WaveLinks& links : linked.report.between) result.counts.push_back(count_of(linked, links));
    result.people = people_table(linked);
    result.review = ReviewTable(linked).run();
    result.notes = std::move(responses.notes);
    result.from_study_file = study.link.has_value();
    result.is_tolerant = rules.link->tolerance == survey::Tolerance::tolerant;
    const survey::CodedWave& codes = linked.report.codes.front();
    result.in_one_piece = codes.n_elements == 1;
    return result;
}

}  // namespace outcomes::analysis
