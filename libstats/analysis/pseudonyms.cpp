#include "libstats/analysis/pseudonyms.hpp"

#include "libstats/analysis/link.hpp"
#include "libstats/io/byte_input.hpp"
#include "libstats/io/cell_replacer.hpp"
#include "libstats/survey/link_people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace outcomes::analysis {
namespace {

using survey::Responses;
using survey::Study;
using survey::WaveData;
using survey::WholeCode;

constexpr std::size_t pseudonym_digits = 32;

/// All records of a wave's files, whether they count or not.
WaveData every_record(const WaveData& wave) {
    WaveData all;
    all.id = wave.id;
    all.tables = wave.tables;
    for (std::uint32_t t = 0; t < all.tables.size(); ++t) {
        for (std::uint32_t record = 0; record < all.tables[t]->n_records; ++record)
            all.sheets.push_back({t, record});
    }
    return all;
}

/// The code that stands for each person: that of the earliest sheet with a whole one, else of the earliest.
std::vector<std::string> codes_of_people(const Responses& responses,
                                         const std::vector<std::vector<WholeCode>>& counted) {
    std::vector<std::string> codes(responses.n_people);
    for (const bool whole : {true, false}) {
        for (std::size_t w = 0; w < responses.waves.size(); ++w) {
            const auto& person = responses.waves[w].person;
            for (std::size_t i = 0; i < person.size(); ++i) {
                if (person[i] == survey::none || counted[w][i].is_whole != whole) continue;
                if (codes[person[i]].empty()) codes[person[i]] = counted[w][i].text;
            }
        }
    }
    return codes;
}

[[noreturn]] void refuse(const std::string& path, std::string message, std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = "link.not_rewritable";
    diagnostic.place.file = path;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    throw base::InputError(std::move(diagnostic));
}

std::string bytes_of(const io::Table& table) {
    if (table.path == "-")
        refuse(table.path, "standard input cannot be rewritten",
               "save it as a file and name that in the study file");
    if (table.dialect.encoding == io::Encoding::utf16le || table.dialect.encoding == io::Encoding::utf16be)
        refuse(table.path, "this file is stored as UTF-16, which is not rewritten", "save it as CSV UTF-8");
    const auto input = io::ByteInput::open(table.path);
    std::string bytes(input->size(), '\0');
    bytes.resize(input->read_at(0, bytes.data(), bytes.size()));
    if (bytes.starts_with("$FL2") || bytes.starts_with("$FL3"))
        refuse(table.path, "an SPSS file is not rewritten",
               "export it as CSV and name that in the study file");
    return bytes;
}

/// What is to stand in the cells of each record of one file.
struct Replacements {
    std::vector<std::size_t> fields;
    std::vector<std::string> texts;  ///< one a record
};

/// Collects the replacements of every file over the waves that use it.
class Pseudonymiser {
  public:
    Pseudonymiser(const Study& study, const Responses& responses, const base::SecretKey& key)
        : study_(study), responses_(responses), key_(key) {
        for (const WaveData& wave : responses.waves) everything_.push_back(every_record(wave));
        of_records_ = survey::whole_codes(study, everything_);
        of_people_ = codes_of_people(responses, survey::whole_codes(study, responses.waves));
    }

    std::vector<PseudonymisedFile> run() {
        for (std::size_t w = 0; w < everything_.size(); ++w) add_wave(w);
        std::vector<PseudonymisedFile> files;
        for (const io::Table* table : order_) files.push_back(rewritten(*table, of_file_.at(table)));
        return files;
    }

  private:
    [[nodiscard]] std::string pseudonym(const std::string& code) const {
        return fmt::format("p{}", key_.hmac_sha256(code).substr(0, pseudonym_digits));
    }

    void add_wave(std::size_t w) {
        const WaveData& all = everything_[w];
        for (std::size_t i = 0; i < all.sheets.size(); ++i) {
            const io::Table& table = *all.tables[all.sheets[i].table];
            Replacements& cells = replacements_of(table, all.id);
            std::string& text = cells.texts[all.sheets[i].record];
            if (text.empty() && of_records_[w][i].is_whole && !of_records_[w][i].text.empty())
                text = pseudonym(of_records_[w][i].text);
        }
        const WaveData& counted = responses_.waves[w];
        for (std::size_t i = 0; i < counted.size(); ++i) {
            if (counted.person[i] == survey::none || of_people_[counted.person[i]].empty()) continue;
            const io::Table& table = *counted.tables[counted.sheets[i].table];
            of_file_.at(&table).texts[counted.sheets[i].record] = pseudonym(of_people_[counted.person[i]]);
        }
    }

    Replacements& replacements_of(const io::Table& table, const std::string& wave) {
        const auto [place, is_new] = of_file_.try_emplace(&table);
        Replacements& cells = place->second;
        if (is_new) {
            order_.push_back(&table);
            cells.texts.resize(table.n_records);
        }
        for (const survey::ColumnName& column : survey::code_columns(study_)) {
            const io::Column* found = table.find(column.in(wave));
            if (found == nullptr) continue;
            if (std::find(cells.fields.begin(), cells.fields.end(), found->field) == cells.fields.end())
                cells.fields.push_back(found->field);
        }
        return cells;
    }

    [[nodiscard]] static PseudonymisedFile rewritten(const io::Table& table, const Replacements& cells) {
        PseudonymisedFile file;
        file.path = table.path;
        file.bytes =
            io::with_cells_replaced(bytes_of(table), table.dialect, cells.fields,
                                    [&](std::size_t record, std::size_t) { return cells.texts.at(record); });
        file.n_replaced = static_cast<std::size_t>(std::count_if(
            cells.texts.begin(), cells.texts.end(), [](const std::string& text) { return !text.empty(); }));
        file.n_blanked = cells.texts.size() - file.n_replaced;
        return file;
    }

    const Study& study_;
    const Responses& responses_;
    const base::SecretKey& key_;
    std::vector<WaveData> everything_;
    std::vector<std::vector<WholeCode>> of_records_;
    std::vector<std::string> of_people_;
    std::map<const io::Table*, Replacements> of_file_;
    std::vector<const io::Table*> order_;
};

}  // namespace

std::vector<PseudonymisedFile> pseudonymised(const Study& study, const base::SecretKey& key) {
    const Study rules = study_to_link(study, {});
    survey::LoadOptions load;
    load.people_only = true;
    const Responses responses = survey::load(rules, load);
    return Pseudonymiser(rules, responses, key).run();
}

}  // namespace outcomes::analysis
