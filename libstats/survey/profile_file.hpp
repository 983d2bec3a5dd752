#pragma once

#include "libstats/survey/cell_shapes.hpp"
#include "libstats/survey/export_preview.hpp"
#include "libstats/survey/profile.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// Something that can be seen in the first records of a file. Of the cells it looks at, `at_least` must be as
/// it says. Texts are compared folded.
struct ProfileSign {
    std::string name;
    // which cells
    std::size_t row = 0;    ///< header row, from 1; 0: the records, where a field counts as one cell that is
                            ///< as said if every filled cell is and one is filled
    std::size_t after = 1;  ///< of records: header rows before them
    std::optional<std::ptrdiff_t> field;  ///< position from 1, or from the end if negative; none: all
    std::vector<std::string> under;       ///< only fields with one of these names in the first row (patterns)
    std::optional<bool> below_blank;      ///< only fields whose cell in the first row is blank, or is not
    // what they must be
    std::vector<std::string> like;  ///< one of these patterns; none: any text
    std::optional<CellShape> shape;
    bool blank = false;   ///< blank
    bool some = false;    ///< of a field of the records: one cell is enough
    bool raw = false;     ///< of the records: texts are not trimmed and not folded
    bool unlike = false;  ///< filled, and neither `like` nor `shape`
    bool fresh = false;   ///< the text is not an answer in any record after the row
    bool echoed = false;  ///< the text is the only answer in the records after the row
    bool alike = false;   ///< only cells that share one text count, the commonest
    // how many
    std::size_t at_least = 1;
    double share = 0;  ///< of the cells looked at that are filled
};

/// One way in which a platform writes its files.
struct ProfileLayout {
    std::string label;
    std::string evidence;
    std::size_t header_rows = 1;
    std::size_t text_row = 0;  ///< header row with the question as it was asked, from 1; 0: none
    std::size_t key_row = 1;   ///< header row by which columns are known
    bool is_nested = false;    ///< the second row divides the questions of the first
    std::vector<std::vector<std::size_t>> when;  ///< signs, all of one list must be seen; none: always
};

/// Columns that the platform writes itself, or that are no plain questions.
struct ProfileColumn {
    ColumnRole role = ColumnRole::metadata;
    std::vector<std::string> names;       ///< patterns; none: any name
    std::optional<std::ptrdiff_t> field;  ///< position from 1, or from the end if negative
    std::optional<CellShape> shape;       ///< of every filled cell of the records
    std::vector<std::string> like;        ///< every filled cell is one of these (patterns); none: anything
    bool may_be_blank = false;  ///< a column without answers has the shape as well; so it has if it is named
    bool no_second = false;     ///< the second header row, which divides questions, has nothing here
};

struct ProfileDoubt {
    std::string kind;
    std::optional<ColumnRole> role;  ///< columns with this role
    std::vector<std::string> names;  ///< columns with these names (patterns)
    bool only_one = false;           ///< only where no second column is meant
    Condition condition;             ///< its column is still to be filled in
};

/// A file of data/profiles.
struct ExportProfile {
    std::string id;
    std::string label;
    std::vector<std::string> traces;  ///< see may_be()
    std::vector<ProfileSign> signs;
    std::vector<ProfileLayout> layouts;  ///< the first whose signs are seen is taken
    std::vector<ProfileColumn> columns;
    std::vector<ProfileDoubt> doubts;
    std::vector<std::string> grids;  ///< how the columns of one question are named: see export_questions.hpp
    std::vector<std::string>
        response_words;                   ///< what a second header row says of a question that is one column
    std::vector<std::string> ticked;      ///< texts of an option that was chosen
    std::vector<std::string> not_ticked;  ///< texts of an option that was not chosen
    std::vector<std::string> joined;      ///< what stands between the answers of one cell: ";", ", ", ...
    std::vector<std::string> all_that_apply;  ///< phrases of questions with several answers (patterns)
};

/// Reads a profile. Throws base::ContractError for one that is not as it should be: they are part of the
/// program.
[[nodiscard]] ExportProfile read_profile(std::string_view id, std::string_view text);

/// Number of shipped profiles, the last of which takes every file.
[[nodiscard]] std::size_t n_profiles();
/// A shipped profile, in the order in which they are tried. Read when first asked for, which takes up to half
/// a millisecond; safe to call from several threads.
[[nodiscard]] const ExportProfile& shipped_profile(std::size_t i);

/// False if a file cannot be of the profile, told at little cost and without reading the profile. Its text
/// has to begin with `traces = [...]`, of which one must be found:
///     "text"           in a cell of the first three rows, lower case; "|" is the beginning or end of a cell
///     "@2 date_time"   the first filled cell below the header of field 2 has this shape
///     "@cell TEXT"     a cell is TEXT exactly
///     "@blank"         a header cell is blank
/// No traces: it always may.
[[nodiscard]] bool may_be(std::string_view profile_text, const ExportPreview& preview);

}  // namespace outcomes::survey
