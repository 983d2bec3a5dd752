#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::analysis {

struct LinkOptions {
    std::vector<std::string> waves;              ///< ids; empty: all
    std::optional<survey::Tolerance> tolerance;  ///< instead of the study file's
    std::string decisions;                       ///< path, instead of the study file's; "" keeps that
};

/// What linking found between two waves, in numbers.
struct LinkCount {
    std::string wave_from, wave_to;    ///< ids
    std::string label_from, label_to;  ///< for people
    bool neighbours = true;            ///< false: waves further apart; then people not met in between
    std::size_t sheets_from = 0;       ///< answer sheets, those set aside included
    std::size_t sheets_to = 0;
    std::size_t exact = 0;
    std::size_t tidied = 0;
    std::size_t tolerant = 0;
    std::size_t decided = 0;
    std::size_t offered = 0;  ///< alike, single and confirmed, but the setting is strict
    std::size_t tied = 0;     ///< alike pairs that were not matched, by reason
    std::size_t repeated = 0;
    std::size_t unconfirmed = 0;
    std::size_t contradicted = 0;
    std::size_t crowded = 0;         ///< codes like too many others to be looked at
    std::size_t set_aside_from = 0;  ///< sheets whose code stands twice
    std::size_t set_aside_to = 0;
    std::size_t unlinked_from = 0;  ///< sheets without a partner in the other wave
    std::size_t unlinked_to = 0;
    std::size_t against = 0;    ///< matches whose sex, age or household differ
    double false_same = 0;      ///< expected false ones among exact and tidied
    double false_tolerant = 0;  ///< among tolerant (at the strict setting: among offered)
    double chance_pairs = 0;    ///< alike pairs of different people that chance makes expect

    [[nodiscard]] std::size_t same() const { return exact + tidied; }
    [[nodiscard]] std::size_t matched() const { return same() + tolerant + decided; }
    [[nodiscard]] std::size_t alike() const { return offered + tied + repeated + unconfirmed; }
};

/// A table of texts; `is_number` says which columns hold numbers.
struct LinkTable {
    std::vector<std::string> header;
    std::vector<bool> is_number;
    std::vector<std::vector<std::string>> rows;
};

struct LinkResult {
    std::vector<LinkCount> counts;  ///< neighbouring waves first
    LinkTable
        people;  ///< one row a person who was matched: where each of the sheets is, and how it was matched
    LinkTable review;  ///< one row a pair to look at, with an empty column `decision`
    std::vector<base::Diagnostic> notes;
    bool from_study_file = true;  ///< the study file has [link]
    bool is_tolerant = true;      ///< the setting that was used
    bool in_one_piece = false;    ///< the code is not divided into elements
};

/// Links the people of a study as its [link] says, or as it would with a bare [link] where it has none. Codes
/// that stand twice are set aside, whatever [rules] duplicates says: they are what is to be looked at here.
///
/// Rows of `people`: `person`, a number; for each wave file, line and code, blank if the person is not in it;
/// and for each wave but the first how the sheet was matched to the one before (`match`: exact, tidied,
/// tolerant or decided), in how many elements the codes differ (`distance`), in which (`differs`), and what
/// confirms it (`confirmed`).
///
/// Rows of `review`: alike pairs that were not matched, those that could be first, then those whose sex, age
/// or household differ; and matches whose sex, age or household differ.
///
/// Throws base::InputError, base::NotEnoughError as survey::load does; base::InputError for a study without
/// id.
[[nodiscard]] LinkResult link_study(const survey::Study& study, const LinkOptions& options = {});

/// The study with the rules that link_study() goes by.
[[nodiscard]] survey::Study study_to_link(const survey::Study& study, const LinkOptions& options);

/// What was found, in sentences.
[[nodiscard]] std::vector<std::string> link_sentences(const LinkResult& result);

}  // namespace outcomes::analysis
