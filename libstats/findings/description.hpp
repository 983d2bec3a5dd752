#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/findings/glossary.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace outcomes::findings {

/// One figure that describes one wave (or two, for test and retest): one term x statistic x answer.
/// The meaning and unit of each member is in description_columns(); the order here is that of the columns.
struct Description {
    std::string study;
    std::string community;
    std::string wave;
    std::string wave_to;  ///< of test and retest, else ""
    std::string level;    ///< scale, item, question
    std::string term;
    std::string label;
    std::string scale;  ///< the scale that a figure about an item is within, or ""
    std::string statistic;
    std::string answer;                  ///< the answer, or the kind of missing answer, that was counted
    std::optional<std::uint64_t> n;      ///< people (answer sheets) behind the figure
    std::optional<std::uint64_t> count;  ///< how many of them, where they are counted
    std::optional<double> estimate;
    std::optional<double> conf_low;
    std::optional<double> conf_high;
    std::optional<double> conf_level;
    std::string better;  ///< of a scale: higher, lower or neither
    std::string policy;
    bool suppressed = false;
    std::string reason;
    std::string note;
};

/// A wave that was described.
struct DescribedWave {
    std::string id;
    std::string label;
    std::uint64_t n_sheets = 0;
};

/// What one study gave.
struct StudyDescription {
    std::string id;
    std::string title;
    std::string path;
    std::string sha256;
    std::vector<DescribedWave> waves;
    std::vector<InputFile> inputs;
    std::vector<Warning> warnings;
    std::vector<Description> results;
};

/// What one run of `describe` gave: one or several studies.
struct Descriptions {
    std::string schema;  ///< "outcomes.describe/1"
    std::vector<Option> options;
    std::vector<StudyDescription> studies;
};

/// The columns of a description, in the order in which they are written.
[[nodiscard]] std::span<const ColumnOf<Description>> description_columns();

/// The words that its columns hold: every statistic, level and note.
[[nodiscard]] std::span<const WordMeaning> description_words();

}  // namespace outcomes::findings
