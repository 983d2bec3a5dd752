#pragma once

#include "libstats/findings/disclosure.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace outcomes::render {

struct WorkbookOptions {
    std::string command;               ///< the command line, for the notes; "" leaves it out
    std::optional<std::int64_t> date;  ///< seconds since 1970 (SOURCE_DATE_EPOCH); nothing: no date is shown
};

/// A workbook for Excel and LibreOffice (.xlsx): a cover, notes, one tidy table a sheet, charts drawn from
/// those tables, and a dictionary of every column. Sheets without rows are left out. Numbers are numbers at
/// the precision that was released; text is text and never a formula; what is hidden is "[c]" and what there
/// is none of "[x]". The same findings and options give the same bytes.
/// @throws base::OutputError  a sheet of too many rows, a text too long for a cell, or no room to work in
[[nodiscard]] std::string workbook(const findings::SafeFindings& findings,
                                   const WorkbookOptions& options = {});

}  // namespace outcomes::render
