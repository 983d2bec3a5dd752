#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outcomes::render {

/// JSON text written in the order of the calls. Written by hand rather than through a document object: keys
/// keep their order, doubles are the shortest text that reads back, and nothing is copied twice.
class JsonWriter {
  public:
    enum class Layout { lines, inline_ };  ///< members on lines of their own, or one after the other

    void begin_object(Layout layout = Layout::lines) { open('{', layout); }
    void end_object() { close('}'); }
    void begin_array(Layout layout = Layout::lines) { open('[', layout); }
    void end_array() { close(']'); }

    void key(std::string_view name);
    void text(std::string_view value);          ///< bytes that are not UTF-8 become U+FFFD
    void text_or_null(std::string_view value);  ///< null for ""
    void number(double value);                  ///< must be finite
    void number(std::optional<double> value);   ///< null for nothing
    void count(std::optional<std::uint64_t> value);
    void boolean(bool value);
    void raw(std::string_view json);  ///< a number that is text already

    /// The document, ending with a newline.
    [[nodiscard]] std::string finish();

  private:
    void open(char bracket, Layout layout);
    void close(char bracket);
    void separate();

    std::string out_;
    std::string levels_;  ///< one letter a level: 'l' lines, 'i' inline
    bool first_ = true;
    bool after_key_ = false;
};

/// `value` in quotes, escaped; bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view value);

}  // namespace outcomes::render
