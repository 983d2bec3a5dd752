#pragma once

#include "libstats/survey/study.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace outcomes::survey {

/// What a column of an export is for, whatever the language of the person who exported it.
enum class ColumnRole {
    question,    ///< an answer to a question
    other_text,  ///< what was typed beside "Other (please specify)", or another free text
    person,      ///< says who answered: a panel code, an e-mail address, a name, a custom id
    response,    ///< numbers the response, new in every wave: of no use for linking
    started,
    finished,
    duration,  ///< seconds
    status,    ///< preview, test, spam, imported, ...
    complete,  ///< whether the questionnaire was finished
    event,     ///< which occasion the row belongs to (REDCap)
    instance,  ///< repeat number of the row
    metadata   ///< written by the platform and of no interest: address, browser, language, place, ...
};

/// One column of an export, as the rest of the program sees it.
struct ExportColumn {
    std::size_t field = 0;  ///< position in the record, from 0
    std::string name;    ///< what a study file calls it; unique in the file (blank and repeated headers too)
    std::string text;    ///< the question as it was asked, where the file says it; else ""
    std::string option;  ///< of a column of a grid: the statement; of a select-all question: the option
    std::string question;    ///< shared by the columns of one grid or one select-all question; else ""
    bool is_choice = false;  ///< one option of a select-all question: ticked or not
    /// What stands between the answers of a select-all question that has one column: ";", ",", ", ", " ";
    /// else
    /// "". Found from the answers, so only if those of the first records show it.
    std::string joined = {};
    ColumnRole role = ColumnRole::question;
};

/// Rows that may not be answers of respondents. Only told, never left out unasked.
struct DoubtfulRows {
    std::string kind;  ///< "preview", "test", "spam", "unfinished"
    Condition drop;    ///< what [rows] drop would say
};

/// How a file is laid out: which platform wrote it, where the records begin, what the columns are.
struct ExportLayout {
    std::string profile;   ///< id of the profile: "qualtrics", "plain", ...
    std::string label;     ///< "Qualtrics (3 header rows)"
    std::string evidence;  ///< why it was taken for that, one phrase
    std::size_t header_rows = 1;
    std::vector<ExportColumn> columns;   ///< one a field, in file order
    std::vector<DoubtfulRows> doubtful;  ///< kinds that this profile knows and the columns of the file allow
};

/// Ids of the shipped profiles (data/profiles), "plain" last.
[[nodiscard]] std::vector<std::string> profile_ids();

/// How much to find out. What columns are for, and whether they are options or hold several answers, takes
/// longer than their names.
enum class LayoutDetail { names, all };

/// Finds the layout from the first records of a file, header rows included, from their content alone and not
/// from the file's name. Never fails: what fits no profile is "plain", with one header row.
/// @param profile  an id that the user chose, or "" to find it
/// @param detail   `names`: of the columns only names, and roles as far as names tell them
/// @throws base::ContractError  an id that is not among profile_ids()
[[nodiscard]] ExportLayout recognise_layout(std::span<const std::vector<std::string>> first_records,
                                            const std::string& profile = "",
                                            LayoutDetail detail = LayoutDetail::all);

}  // namespace outcomes::survey
