#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/byte_input.hpp"
#include "libstats/io/table.hpp"
#include "libstats/survey/dictionary.hpp"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// A dictionary that is a table: all of its cells, found by the names of columns.
class DictionaryTable {
  public:
    /// Throws what io::CsvFile throws.
    explicit DictionaryTable(const std::shared_ptr<const io::ByteInput>& input);

    /// The first column that is called by one of these names (folded, "_" and spaces alike).
    [[nodiscard]] std::optional<std::size_t> find(std::initializer_list<std::string_view> names) const;
    [[nodiscard]] bool has(std::initializer_list<std::string_view> names) const {
        return find(names).has_value();
    }
    /// A cell without white space around it; "" where there is no such column.
    [[nodiscard]] std::string text(std::size_t record, std::optional<std::size_t> column) const;
    [[nodiscard]] std::size_t size() const { return table_.n_records; }
    [[nodiscard]] const std::string& path() const { return table_.path; }
    [[nodiscard]] const std::vector<std::string>& header() const { return table_.header; }

    /// Refuses a cell.
    [[noreturn]] void fail(std::size_t record, std::size_t column, std::string code, std::string message,
                           std::string help) const;

  private:
    io::Table table_;
    std::vector<std::string> keys_;  ///< of the header
};

/// "Text Validation Min" and "text_validation_min" are one: folded, with "_" for a space.
[[nodiscard]] std::string header_key(std::string_view header);

/// A question as people read it: without tags such as <b>, white space in one piece.
[[nodiscard]] std::string plain_text(std::string_view text);

/// Which kind of dictionary a table is.
enum class DictionaryKind {
    redcap,
    xlsform_survey,
    xlsform_choices,
    structure,  ///< SurveyXact: questions and options
    labels,     ///< SurveyXact: codes of a column and what they mean, without a header
    codebook,
    names,  ///< names of columns and what they stand for
    none
};

[[nodiscard]] DictionaryKind kind_of_table(const DictionaryTable& table);

[[nodiscard]] Dictionary read_redcap(const DictionaryTable& table);
[[nodiscard]] Dictionary read_xlsform(const DictionaryTable& survey, const DictionaryTable& choices);
/// Either may be missing.
[[nodiscard]] Dictionary read_surveyxact(const DictionaryTable* structure, const DictionaryTable* labels);
[[nodiscard]] Dictionary read_codebook(const DictionaryTable& table);
[[nodiscard]] Dictionary read_names(const DictionaryTable& table);
[[nodiscard]] Dictionary read_schema(const io::ByteInput& input);
[[nodiscard]] Dictionary read_spss_labels(const std::shared_ptr<const io::ByteInput>& input);

}  // namespace outcomes::survey
