#include "libstats/io/spss_parser.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/spss_reader.hpp"
#include "libstats/io/text_source.hpp"

#include <fmt/format.h>
#include <readstat.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <memory>
#include <utility>

namespace outcomes::io {
namespace {

/// One pass. The C library calls back here; no exception may cross it, so the first one is kept.
struct Pass {
    const ByteInput& input;
    const SpssEvents& events;
    std::optional<Encoding> encoding;  ///< if letters are converted here and not by the library
    std::int64_t offset = 0;
    std::uint64_t n_records = 0;  ///< records of which a cell was seen
    std::string complaint;        ///< the library's own words
    std::exception_ptr thrown;
};

Pass& pass_of(void* context) {
    return *static_cast<Pass*>(context);
}

/// Calls `use`; what it throws ends the pass with `failed`.
template <class Result, class Use>
Result guarded(void* context, Result failed, Use use) {
    Pass& pass = pass_of(context);
    try {
        return use(pass);
    } catch (...) {
        if (!pass.thrown) pass.thrown = std::current_exception();
        return failed;
    }
}

template <class Use>
int handled(void* context, Use use) {
    return guarded<int>(context, READSTAT_HANDLER_ABORT, [&](Pass& pass) {
        use(pass);
        return int{READSTAT_HANDLER_OK};
    });
}

// Bytes, from ByteInput.

int open_input(const char*, void* context) {
    pass_of(context).offset = 0;
    return 0;
}

int close_input(void*) {
    return 0;
}

readstat_off_t seek_input(readstat_off_t offset, readstat_io_flags_t whence, void* context) {
    Pass& pass = pass_of(context);
    const auto size = static_cast<std::int64_t>(pass.input.size());
    std::int64_t base = 0;
    if (whence == READSTAT_SEEK_CUR) base = pass.offset;
    if (whence == READSTAT_SEEK_END) base = size;
    const bool possible = offset <= size && offset >= -base;
    if (!possible) return -1;
    pass.offset = base + offset;
    return pass.offset;
}

ssize_t read_input(void* buffer, std::size_t size, void* context) {
    return guarded<ssize_t>(context, -1, [&](Pass& pass) {
        const std::size_t got =
            pass.input.read_at(static_cast<std::uint64_t>(pass.offset), static_cast<char*>(buffer), size);
        pass.offset += static_cast<std::int64_t>(got);
        return static_cast<ssize_t>(got);
    });
}

readstat_error_t update_input(long, readstat_progress_handler, void*, void*) {
    return READSTAT_OK;
}

// Meaning, to SpssEvents.

std::string_view without_end(const char* text) {
    std::string_view view = text == nullptr ? std::string_view() : std::string_view(text);
    view.remove_suffix(view.size() - (view.find_last_not_of(" \t\r\n") + 1));
    return view;
}

std::string text_of(const Pass& pass, const char* text) {
    return utf8_of_single_bytes(without_end(text), pass.encoding.value_or(Encoding::utf8));
}

Measure measure_of(readstat_measure_t measure) {
    switch (measure) {
        case READSTAT_MEASURE_NOMINAL:
            return Measure::nominal;
        case READSTAT_MEASURE_ORDINAL:
            return Measure::ordinal;
        case READSTAT_MEASURE_SCALE:
            return Measure::scale;
        case READSTAT_MEASURE_UNKNOWN:
            break;
    }
    return Measure::unknown;
}

bool is_text(const readstat_value_t& value) {
    return readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING;
}

/// Nothing: system-missing.
std::optional<double> number_of(const readstat_value_t& value) {
    const double number = readstat_double_value(value);
    const bool is_blank = readstat_value_is_system_missing(value) != 0 || std::isnan(number);
    return is_blank ? std::nullopt : std::optional(number);
}

std::vector<MissingValues> missing_of(const Pass& pass, const readstat_variable_t* variable) {
    std::vector<MissingValues> missing;
    const int n = readstat_variable_get_missing_ranges_count(variable);
    for (int i = 0; i < n; ++i) {
        const readstat_value_t low = readstat_variable_get_missing_range_lo(variable, i);
        const readstat_value_t high = readstat_variable_get_missing_range_hi(variable, i);
        if (is_text(low)) {
            const std::string text = text_of(pass, readstat_string_value(low));
            if (!text.empty()) missing.push_back({text, 0, 0});
        } else if (number_of(low) && number_of(high)) {
            missing.push_back({{}, *number_of(low), *number_of(high)});
        }
    }
    return missing;
}

int on_metadata(readstat_metadata_t* metadata, void* context) {
    return handled(context, [&](const Pass& pass) {
        const char* encoding = readstat_get_file_encoding(metadata);
        pass.events.encoding(encoding == nullptr ? "" : encoding);
    });
}

int on_variable(int, readstat_variable_t* variable, const char* label_set, void* context) {
    return guarded<int>(context, READSTAT_HANDLER_ABORT, [&](const Pass& pass) -> int {
        SpssVariable found;
        found.variable.name = text_of(pass, readstat_variable_get_name(variable));
        found.variable.label = text_of(pass, readstat_variable_get_label(variable));
        found.variable.format = text_of(pass, readstat_variable_get_format(variable));
        found.variable.measure = measure_of(readstat_variable_get_measure(variable));
        found.variable.missing = missing_of(pass, variable);
        if (readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING)
            found.variable.kind = CellKind::text;
        found.label_set = text_of(pass, label_set);
        return pass.events.variable(std::move(found)) ? READSTAT_HANDLER_OK : READSTAT_HANDLER_SKIP_VARIABLE;
    });
}

int on_label(const char* label_set, readstat_value_t value, const char* text, void* context) {
    return handled(context, [&](const Pass& pass) {
        SpssLabel label;
        label.is_text = is_text(value);
        label.label = text_of(pass, text);
        if (label.is_text) {
            label.text = text_of(pass, readstat_string_value(value));
        } else if (const auto number = number_of(value)) {
            label.number = *number;
        } else {
            return;
        }
        pass.events.label(text_of(pass, label_set), std::move(label));
    });
}

int on_weight(readstat_variable_t* variable, void* context) {
    return handled(context, [&](const Pass& pass) {
        pass.events.weight(text_of(pass, readstat_variable_get_name(variable)));
    });
}

int on_cell(int record, readstat_variable_t* variable, readstat_value_t value, void* context) {
    return handled(context, [&](Pass& pass) {
        const auto number = static_cast<std::size_t>(record);
        pass.n_records = number + 1;
        const auto column = static_cast<std::size_t>(readstat_variable_get_index_after_skipping(variable));
        if (!is_text(value)) {
            pass.events.cell(number, column, {false, {}, number_of(value)});
        } else if (pass.encoding) {
            const std::string text = text_of(pass, readstat_string_value(value));
            pass.events.cell(number, column, {true, text, std::nullopt});
        } else {
            pass.events.cell(number, column, {true, without_end(readstat_string_value(value)), std::nullopt});
        }
    });
}

void on_complaint(const char* message, void* context) {
    handled(context, [&](Pass& pass) { pass.complaint = without_end(message); });
}

/// What the library answered, in words that help.
[[noreturn]] void fail(const Pass& pass, readstat_error_t error) {
    base::Diagnostic diagnostic;
    diagnostic.place.file = pass.input.path();
    diagnostic.found = pass.complaint.empty() ? readstat_error_message(error) : pass.complaint;
    if (pass.n_records > 0) diagnostic.found += fmt::format(" (in or after record {})", pass.n_records);
    switch (error) {
        case READSTAT_ERROR_ROW_COUNT_MISMATCH:
            diagnostic.code = "spss.cut_off";
            diagnostic.message = "this SPSS file holds fewer records than it says it does";
            diagnostic.help = "it was cut off on its way here: copy, download or save it again";
            break;
        case READSTAT_ERROR_UNSUPPORTED_CHARSET:
        case READSTAT_ERROR_CONVERT:
        case READSTAT_ERROR_CONVERT_BAD_STRING:
        case READSTAT_ERROR_CONVERT_SHORT_STRING:
        case READSTAT_ERROR_CONVERT_LONG_STRING:
            diagnostic.code = "spss.encoding";
            diagnostic.message = "the letters of this SPSS file are not in the encoding that it names";
            diagnostic.help =
                "name the encoding in the wave, e.g. encoding = \"windows-1252\", or save the file "
                "again in SPSS in Unicode mode";
            break;
        case READSTAT_ERROR_UNSUPPORTED_COMPRESSION:
        case READSTAT_ERROR_UNSUPPORTED_FILE_FORMAT_VERSION:
            diagnostic.code = "spss.unsupported";
            diagnostic.message = "this SPSS file is of a version that cannot be read here";
            diagnostic.help = "save it in SPSS as .sav without encryption, or as \"CSV UTF-8\"";
            break;
        default:
            diagnostic.code = "spss.damaged";
            diagnostic.message = "this SPSS file is damaged or cut off";
            diagnostic.help =
                "copy, download or save it again; if SPSS opens it, save it there as .sav or CSV";
    }
    throw base::InputError(std::move(diagnostic));
}

using Parser = std::unique_ptr<readstat_parser_t, decltype(&readstat_parser_free)>;

Parser parser_for(Pass& pass) {
    Parser parser(readstat_parser_init(), &readstat_parser_free);
    if (!parser) throw std::bad_alloc();
    readstat_set_open_handler(parser.get(), open_input);
    readstat_set_close_handler(parser.get(), close_input);
    readstat_set_seek_handler(parser.get(), seek_input);
    readstat_set_read_handler(parser.get(), read_input);
    readstat_set_update_handler(parser.get(), update_input);
    readstat_io_t& io = *parser->io;
    if (std::exchange(io.io_ctx_needs_free, 0) != 0)
        std::free(io.io_ctx);  // what stood there before is ours to free
    readstat_set_io_ctx(parser.get(), &pass);

    readstat_set_metadata_handler(parser.get(), on_metadata);
    readstat_set_variable_handler(parser.get(), on_variable);
    readstat_set_value_label_handler(parser.get(), on_label);
    readstat_set_fweight_handler(parser.get(), on_weight);
    readstat_set_error_handler(parser.get(), on_complaint);
    if (pass.events.cell) readstat_set_value_handler(parser.get(), on_cell);
    if (pass.encoding) readstat_set_handler_character_encoding(parser.get(), nullptr);  // bytes as they are
    return parser;
}

}  // namespace

void parse_spss(const ByteInput& input, std::optional<Encoding> encoding, const SpssEvents& events) {
    Pass pass{input, events, encoding, 0, 0, {}, nullptr};
    const Parser parser = parser_for(pass);
    const auto parse = is_spss_portable(input) ? readstat_parse_por : readstat_parse_sav;
    const readstat_error_t error = parse(parser.get(), input.path().c_str(), &pass);
    if (pass.thrown) std::rethrow_exception(pass.thrown);
    if (error != READSTAT_OK) fail(pass, error);
}

}  // namespace outcomes::io
