#include "libstats/survey/link_decisions.hpp"

#include "libstats/base/hash.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/csv_reader.hpp"
#include "libstats/survey/cell_message.hpp"
#include "libstats/survey/codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t check_digits = 12;

/// What a decision about a sheet rests on.
void append_sheet(std::string& text, const Study& study, const WaveData& wave, std::uint32_t number) {
    const Sheet& sheet = coded_sheet(wave, number);
    text += fmt::format("{}\x1F{}\x1F{}\x1F", wave.id, sheet.table,
                        wave.tables[sheet.table]->place(sheet.record, 0).line);
    text += code_text(study, wave, number);
    for (const auto* column : {&study.columns.sex, &study.columns.age, &study.columns.household}) {
        text += '\x1F';
        if (*column) text += base::trim(coded_cell(wave, number, (*column)->in(wave.id)));
    }
    text += '\x1E';
}

/// Where each line of a wave's files is.
using Lines = std::map<std::pair<std::string, std::string>, std::uint32_t>;

Lines lines_of(const WaveData& wave) {
    Lines lines;
    for (std::uint32_t i = 0; i < n_coded(wave); ++i) {
        const Sheet& sheet = coded_sheet(wave, i);
        const base::Place place = wave.tables[sheet.table]->place(sheet.record, 0);
        lines.emplace(std::pair(place.file, fmt::format("{}", place.line)), i);
    }
    return lines;
}

class Reader {
  public:
    Reader(const Study& study, const Responses& responses, std::vector<base::Diagnostic>& defects)
        : study_(study), responses_(responses), defects_(defects) {
        for (const WaveData& wave : responses.waves) lines_.push_back(lines_of(wave));
    }

    std::vector<LinkDecision> run() {
        const std::optional<io::Table> table = read();
        if (!table) return {};
        std::map<std::tuple<std::size_t, std::size_t, std::uint32_t, std::uint32_t>, bool> known;
        std::vector<LinkDecision> decisions;
        for (std::size_t record = 0; record < table->n_records; ++record) {
            const std::optional<LinkDecision> decision = decision_of(*table, record);
            if (!decision) continue;
            const auto [place, is_new] =
                known.try_emplace({decision->wave_from, decision->wave_to, decision->from, decision->to},
                                  decision->same_person);
            if (is_new) {
                decisions.push_back(*decision);
            } else if (place->second != decision->same_person) {
                refuse(*table, record, "decision", "this pair is decided in two ways", "keep one of the two");
            }
        }
        return decisions;
    }

  private:
    static constexpr std::array needed{"check", "decision", "wave_from", "line_from", "wave_to", "line_to"};

    std::optional<io::Table> read() {
        try {
            io::CsvFile file = io::CsvFile::open(study_.link->decisions);
            std::vector<std::size_t> fields;
            const auto& header = file.header();
            const auto field_of = [&](std::string_view name) {
                return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) -
                                                header.begin());
            };
            for (const char* name : needed) {
                fields.push_back(field_of(name));
                if (fields.back() == header.size()) return refuse_list(name);
            }
            for (const char* name : {"file_from", "file_to"}) {
                if (field_of(name) < header.size()) fields.push_back(field_of(name));
            }
            return file.read(fields);
        } catch (const base::InputError& error) {
            defects_.insert(defects_.end(), error.diagnostics().begin(), error.diagnostics().end());
            return std::nullopt;
        }
    }

    std::optional<io::Table> refuse_list(const char* name) {
        base::Diagnostic diagnostic;
        diagnostic.code = "link.not_a_review";
        diagnostic.message = fmt::format("this list of decisions has no column \"{}\"", name);
        diagnostic.place.file = study_.link->decisions;
        diagnostic.help = "write one with outcomes link --review FILE, and fill in its column \"decision\"";
        defects_.push_back(std::move(diagnostic));
        return std::nullopt;
    }

    void refuse(const io::Table& table, std::size_t record, std::string_view column, std::string message,
                std::string help) {
        auto diagnostic =
            diagnostic_at_cell(table, record, *table.find(column), "link.decision", std::move(message));
        diagnostic.help = std::move(help);
        defects_.push_back(std::move(diagnostic));
    }

    static std::string_view cell(const io::Table& table, std::size_t record, std::string_view column) {
        const io::Column* cells = table.find(column);
        return cells == nullptr ? std::string_view() : base::trim(cells->text(record));
    }

    std::optional<bool> answer(const io::Table& table, std::size_t record) {
        const std::string text = base::folded(cell(table, record, "decision"));
        if (text.empty()) return std::nullopt;
        if (text == "yes" || text == "y") return true;
        if (text == "no" || text == "n") return false;
        refuse(table, record, "decision", fmt::format("\"{}\" is not a decision", base::printable(text)),
               "write yes (one person), no (two people), or leave it blank");
        return std::nullopt;
    }

    std::optional<std::size_t> wave_named(const io::Table& table, std::size_t record,
                                          std::string_view column) {
        const std::string_view name = cell(table, record, column);
        const auto& waves = responses_.waves;
        const auto found =
            std::find_if(waves.begin(), waves.end(), [&](const WaveData& wave) { return wave.id == name; });
        if (found != waves.end()) return static_cast<std::size_t>(found - waves.begin());
        // A wave that this run does not read is no mistake.
        if (study_.find_wave(std::string(name)) == nullptr)
            refuse(table, record, column, fmt::format("there is no wave \"{}\"", base::printable(name)), "");
        return std::nullopt;
    }

    std::optional<std::uint32_t> sheet_at(const io::Table& table, std::size_t record, std::size_t wave,
                                          std::string_view end) {
        const std::string line = fmt::format("line_{}", end);
        std::string file(cell(table, record, fmt::format("file_{}", end)));
        if (responses_.waves[wave].tables.size() == 1) file = responses_.waves[wave].tables.front()->path;
        const auto found = lines_[wave].find({file, std::string(cell(table, record, line))});
        if (found != lines_[wave].end()) return found->second;
        refuse(table, record, line,
               fmt::format("wave \"{}\" has no answer sheet on this line", responses_.waves[wave].id),
               "the data have changed since the review; write a new list with --review");
        return std::nullopt;
    }

    std::optional<LinkDecision> decision_of(const io::Table& table, std::size_t record) {
        const auto same_person = answer(table, record);
        if (!same_person) return std::nullopt;
        const auto wave_from = wave_named(table, record, "wave_from");
        const auto wave_to = wave_named(table, record, "wave_to");
        if (!wave_from || !wave_to) return std::nullopt;
        const auto from = sheet_at(table, record, *wave_from, "from");
        const auto to = sheet_at(table, record, *wave_to, "to");
        if (!from || !to) return std::nullopt;
        const std::string check =
            review_check(study_, responses_.waves[*wave_from], *from, responses_.waves[*wave_to], *to);
        if (check != cell(table, record, "check")) {
            refuse(table, record, "check",
                   "the code, sex, age or household of this pair has changed since the review",
                   "write a new list with --review and decide again");
            return std::nullopt;
        }
        return LinkDecision{*wave_from, *wave_to, *from, *to, *same_person, table.place(record, 0)};
    }

    const Study& study_;
    const Responses& responses_;
    std::vector<base::Diagnostic>& defects_;
    std::vector<Lines> lines_;
};

}  // namespace

std::string review_check(const Study& study, const WaveData& from, std::uint32_t sheet_from,
                         const WaveData& to, std::uint32_t sheet_to) {
    std::string text;
    append_sheet(text, study, from, sheet_from);
    append_sheet(text, study, to, sheet_to);
    // A letter first, so that no spreadsheet takes it for a number.
    return fmt::format("k{}", base::sha256(text).substr(0, check_digits));
}

std::vector<LinkDecision> read_decisions(const Study& study, const Responses& responses,
                                         std::vector<base::Diagnostic>& defects) {
    if (!study.link || study.link->decisions.empty()) return {};
    return Reader(study, responses, defects).run();
}

}  // namespace outcomes::survey
