#pragma once

#include "libstats/render/phrases.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

/// A report before it is known how it is written: HTML and Markdown are both made from it, so they hold the
/// same figures in the same order.
namespace outcomes::render {

/// Level 2 begins a section of the page; there are no jumps.
struct DocHeading {
    int level = 2;
    std::string id;  ///< letters, digits and -; unique on the page
    std::string text;
};

enum class DocVoice { plain, evaluator, note };

struct DocParagraph {
    Runs runs;
    DocVoice voice = DocVoice::plain;
    std::string lead_in = {};  ///< stands before it in bold
};

struct DocList {
    std::vector<Runs> items;
    bool strong = false;  ///< the main findings
};

/// Text as it was typed, e.g. a command line.
struct DocCode {
    std::string text;
};

/// A cell; `verdict` is that of its words, so that they can carry mark and colour.
struct DocCell {
    std::string text;
    std::string verdict = {};
};

struct DocColumn {
    std::string title;
    bool number = false;  ///< set right
    bool code = false;    ///< may be broken anywhere
};

/// The first column names the rows.
struct DocTable {
    std::string id;
    std::string caption;
    std::vector<DocColumn> columns;
    std::vector<std::vector<DocCell>> rows;
    bool folded = false;  ///< the figures of a chart: shown when asked for, and on paper
};

/// A chart: its headline and what it shows are text outside the picture; a table follows it.
struct DocFigure {
    std::string id;
    std::string headline;
    std::string subtitle;
    std::string description;
    std::vector<std::string> pictures;  ///< one <svg> a part, for a page
    std::vector<std::string> files;     ///< names of the same parts as files
};

using DocBlock = std::variant<DocHeading, DocParagraph, DocList, DocCode, DocTable, DocFigure>;

struct Document {
    std::string title;
    std::vector<std::string> subtitles;  ///< place, waves, question
    std::string statement;               ///< of the release profile
    std::vector<DocBlock> blocks;
    std::vector<std::string> footer;
};

}  // namespace outcomes::render
