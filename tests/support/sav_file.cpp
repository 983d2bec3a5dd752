#include "tests/support/sav_file.hpp"

#include <readstat.h>

#include <memory>
#include <stdexcept>

namespace outcomes::tests {
namespace {

ssize_t append(const void* data, std::size_t size, void* context) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data), size);
    return static_cast<ssize_t>(size);
}

void check(readstat_error_t error) {
    if (error != READSTAT_OK) throw std::runtime_error(readstat_error_message(error));
}

readstat_label_set_t* label_set(readstat_writer_t* writer, const SavVariable& variable) {
    if (variable.labels.empty() && variable.text_labels.empty()) return nullptr;
    const auto type = variable.width > 0 ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE;
    readstat_label_set_t* set = readstat_add_label_set(writer, type, variable.name.c_str());
    for (const auto& [value, label] : variable.labels) readstat_label_double_value(set, value, label.c_str());
    for (const auto& [value, label] : variable.text_labels) {
        readstat_label_string_value(set, value.c_str(), label.c_str());
    }
    return set;
}

readstat_variable_t* add(readstat_writer_t* writer, const SavVariable& variable) {
    const auto type = variable.width > 0 ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE;
    readstat_variable_t* added = readstat_add_variable(writer, variable.name.c_str(), type, variable.width);
    readstat_variable_set_label(added, variable.label.c_str());
    if (!variable.format.empty()) readstat_variable_set_format(added, variable.format.c_str());
    if (readstat_label_set_t* set = label_set(writer, variable)) readstat_variable_set_label_set(added, set);
    readstat_variable_set_measure(added, static_cast<readstat_measure_t>(variable.measure));
    for (const auto& [low, high] : variable.missing) {
        check(low == high ? readstat_variable_add_missing_double_value(added, low)
                          : readstat_variable_add_missing_double_range(added, low, high));
    }
    for (const std::string& text : variable.missing_texts) {
        check(readstat_variable_add_missing_string_value(added, text.c_str()));
    }
    return added;
}

void insert(readstat_writer_t* writer, const readstat_variable_t* variable, const SavCell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) {
        check(readstat_insert_double_value(writer, variable, *number));
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
        check(readstat_insert_string_value(writer, variable, text->c_str()));
    } else {
        check(readstat_insert_missing_value(writer, variable));
    }
}

void begin(readstat_writer_t* writer, SavKind kind, std::string& bytes, std::size_t n_rows) {
    const auto n = static_cast<long>(n_rows);
    if (kind == SavKind::portable) {
        check(readstat_begin_writing_por(writer, &bytes, n));
        return;
    }
    const auto compression = kind == SavKind::plain        ? READSTAT_COMPRESS_NONE
                             : kind == SavKind::compressed ? READSTAT_COMPRESS_ROWS
                                                           : READSTAT_COMPRESS_BINARY;
    check(readstat_writer_set_compression(writer, compression));
    check(readstat_begin_writing_sav(writer, &bytes, n));
}

}  // namespace

std::string sav_bytes(const std::vector<SavVariable>& variables, const std::vector<SavRow>& rows,
                      const SavOptions& options) {
    const std::unique_ptr<readstat_writer_t, decltype(&readstat_writer_free)> writer(readstat_writer_init(),
                                                                                     &readstat_writer_free);
    std::string bytes;
    check(readstat_set_data_writer(writer.get(), append));
    check(readstat_writer_set_file_timestamp(writer.get(), 1'700'000'000));
    std::vector<readstat_variable_t*> added;
    for (const SavVariable& variable : variables) {
        added.push_back(add(writer.get(), variable));
        if (variable.name == options.weight)
            check(readstat_writer_set_fweight_variable(writer.get(), added.back()));
    }
    begin(writer.get(), options.kind, bytes, rows.size());
    for (const SavRow& row : rows) {
        check(readstat_begin_row(writer.get()));
        for (std::size_t i = 0; i < added.size(); ++i) insert(writer.get(), added[i], row.at(i));
        check(readstat_end_row(writer.get()));
    }
    check(readstat_end_writing(writer.get()));
    return bytes;
}

}  // namespace outcomes::tests
