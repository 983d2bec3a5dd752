#pragma once

#include "libstats/render/formats.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace outcomes::render {

/// Writes fields one after the other in one of the separated formats.
class SeparatedWriter {
  public:
    explicit SeparatedWriter(Separated format);

    /// Text a spreadsheet would take for a formula gets an apostrophe in front in excel-csv, and only there:
    /// in a pipeline the apostrophe would be a defect. Text that looks guarded already gets one as well, so
    /// that taking one away always gives the text back.
    void text(std::string_view value);
    /// A number, or "": never guarded, "-0.31" must stay a number.
    void number(std::string_view value);
    void end_row();

    [[nodiscard]] std::string finish();

  private:
    void separate();

    Separated format_;
    char delimiter_;
    std::string out_;
    bool at_start_ = true;
};

/// True if a spreadsheet may compute the text rather than show it: it begins with = + - @, also in their wide
/// forms, or with a tab, a line break or NUL.
[[nodiscard]] bool acts_as_formula(std::string_view text);

/// How many cells of an excel-csv document carry an apostrophe for that.
[[nodiscard]] std::size_t guarded_cells(std::string_view excel_csv);

}  // namespace outcomes::render
