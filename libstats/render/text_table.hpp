#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::render {

struct TextColumn {
    std::string title;
    bool right = false;              ///< flush right: numbers
    bool shrinks = false;            ///< gives way when the table is wider than the page
    bool yields_last = false;        ///< only after all the others that shrink
    bool wraps = false;              ///< goes on in a second line instead of being cut
    bool whole = false;              ///< a cell that is too long stands whole in a line above its row
    bool title_wraps = false;        ///< the title stands in as many lines as it has words, if need be
    std::string_view kept_end = {};  ///< an end that is not cut off, such as " *"
    std::size_t least = 8;           ///< columns of the terminal that it keeps when it shrinks
    std::size_t most = 60;           ///< longer cells are cut
};

/// A table of aligned columns, two spaces between them, no lines.
class TextTable {
  public:
    explicit TextTable(std::vector<TextColumn> columns);

    /// @param style ANSI code for the last cell, or "": colour is on top of the words, never instead of them
    void add_row(std::vector<std::string> cells, std::string_view style = {});
    /// A line of its own over the rows that follow, as wide as the page.
    void add_span(std::string text);
    [[nodiscard]] bool empty() const { return rows_.empty(); }

    /// No line is longer than `width`; what does not fit goes on below, or is cut and ends in "~". A table
    /// too wide for the page even so is written row by row, each cell on a line with its title. Cells are
    /// made printable.
    [[nodiscard]] std::string to_text(std::size_t width, std::size_t indent = 0) const;
    /// The same table for GitHub: pipes, escaped, nothing cut.
    [[nodiscard]] std::string to_markdown() const;

  private:
    struct Row {
        std::vector<std::string> cells;
        std::string style;
        bool spans = false;  ///< one cell for the whole line
    };
    /// The next column to give way, or one past the last.
    [[nodiscard]] std::size_t widest_that_shrinks(const std::vector<std::size_t>& widths) const;
    [[nodiscard]] std::vector<std::size_t> widths(std::size_t room) const;
    /// A row as lines "title: cell", the first cell above the others.
    void append_stacked(std::string& out, const Row& row, std::size_t width, std::size_t indent) const;
    /// Lines of titles; those that need fewer lines than others stand at the bottom.
    [[nodiscard]] std::vector<Row> head(const std::vector<std::size_t>& widths) const;
    void append_row(std::string& out, const Row& row, const std::vector<std::size_t>& widths,
                    const std::string& margin) const;
    void append_line(std::string& out, const Row& row, const std::vector<std::size_t>& widths) const;

    std::vector<TextColumn> columns_;
    std::vector<Row> rows_;
};

/// Text broken at spaces into lines of at most `width` columns, each indented; ends with a newline. A word
/// that is longer than a line is cut into pieces.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::size_t indent = 0,
                                  std::size_t hanging = 0);

/// Columns of the terminal that the longest word of a text needs.
[[nodiscard]] std::size_t longest_word(std::string_view text);

/// One cell of a GitHub table: pipes and line breaks cannot end it, and no character acts as mark-up.
[[nodiscard]] std::string markdown_cell(std::string_view text);

}  // namespace outcomes::render
