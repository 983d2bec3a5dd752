#include "libstats/survey/profile_file.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/embedded.hpp"
#include "libstats/survey/toml_document.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <mutex>
#include <utility>
#include <variant>

namespace outcomes::survey {
namespace {

using base::require;

constexpr std::array<std::pair<std::string_view, ColumnRole>, 12> roles{{
    {"question", ColumnRole::question},
    {"other_text", ColumnRole::other_text},
    {"person", ColumnRole::person},
    {"response", ColumnRole::response},
    {"started", ColumnRole::started},
    {"finished", ColumnRole::finished},
    {"duration", ColumnRole::duration},
    {"status", ColumnRole::status},
    {"complete", ColumnRole::complete},
    {"event", ColumnRole::event},
    {"instance", ColumnRole::instance},
    {"metadata", ColumnRole::metadata},
}};

ColumnRole role_from_name(std::string_view name) {
    const auto* const found =
        std::find_if(roles.begin(), roles.end(), [&](const auto& one) { return one.first == name; });
    require(found != roles.end(), "a profile names a role that there is not");
    return found->second;
}

/// A table of a profile, which must have no other keys than those that are asked for.
class Keys {
  public:
    Keys(const TomlValue& table, std::initializer_list<std::string_view> known) : table_(table) {
        for (const TomlEntry& entry : table.entries) {
            require(std::find(known.begin(), known.end(), entry.key) != known.end(),
                    "a profile has a key that is not known");
        }
    }

    [[nodiscard]] std::string text(std::string_view key) const {
        const TomlValue* value = find(key, TomlKind::text);
        return value == nullptr ? std::string() : value->text;
    }
    [[nodiscard]] bool flag(std::string_view key) const {
        const TomlValue* value = find(key, TomlKind::flag);
        return value != nullptr && value->flag;
    }
    [[nodiscard]] std::optional<std::ptrdiff_t> whole(std::string_view key) const {
        const TomlValue* value = find(key, TomlKind::whole);
        if (value == nullptr) return std::nullopt;
        return static_cast<std::ptrdiff_t>(value->number);
    }
    [[nodiscard]] std::size_t count(std::string_view key, std::size_t unset) const {
        const auto number = whole(key);
        require(!number || *number >= 0, "a profile has a negative count");
        return number ? static_cast<std::size_t>(*number) : unset;
    }
    [[nodiscard]] const TomlValue* find(std::string_view key, TomlKind kind) const {
        const TomlEntry* entry = table_.find(key);
        require(entry == nullptr || entry->value.kind == kind, "a value of a profile is not of its kind");
        return entry == nullptr ? nullptr : &entry->value;
    }
    [[nodiscard]] std::span<const TomlValue> list(std::string_view key) const {
        const TomlValue* value = find(key, TomlKind::list);
        return value == nullptr ? std::span<const TomlValue>() : value->list;
    }
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const {
        std::vector<std::string> all;
        for (const TomlValue& one : list(key)) all.push_back(one.text);
        return all;
    }
    [[nodiscard]] std::vector<std::string> patterns(std::string_view key) const {
        std::vector<std::string> all;
        for (const TomlValue& one : list(key)) all.push_back(base::folded(one.text));
        return all;
    }
    [[nodiscard]] std::optional<CellShape> shape() const {
        const std::string name = text("shape");
        if (name.empty()) return std::nullopt;
        const auto shape = cell_shape_from_name(name);
        require(shape.has_value(), "a profile names a shape that there is not");
        return shape;
    }

  private:
    const TomlValue& table_;
};

ProfileSign sign_of(const TomlEntry& entry, const std::vector<std::string>& response_words) {
    const Keys keys(entry.value,
                    {"row", "after", "field", "under", "below_blank", "like", "shape", "blank", "some", "raw",
                     "unlike", "fresh", "echoed", "alike", "response_word", "at_least", "share"});
    ProfileSign sign;
    sign.name = entry.key;
    sign.row = keys.count("row", 0);
    sign.after = keys.count("after", 1);
    sign.field = keys.whole("field");
    sign.under = keys.patterns("under");
    if (const TomlValue* below = keys.find("below_blank", TomlKind::flag)) sign.below_blank = below->flag;
    sign.raw = keys.flag("raw");
    sign.like = sign.raw ? keys.texts("like") : keys.patterns("like");
    if (keys.flag("response_word")) sign.like = response_words;
    sign.shape = keys.shape();
    sign.blank = keys.flag("blank");
    sign.some = keys.flag("some");
    sign.unlike = keys.flag("unlike");
    sign.fresh = keys.flag("fresh");
    sign.echoed = keys.flag("echoed");
    sign.alike = keys.flag("alike");
    sign.at_least = keys.count("at_least", 1);
    if (const TomlValue* share = keys.find("share", TomlKind::real)) sign.share = share->number;
    return sign;
}

std::size_t index_of(const std::vector<ProfileSign>& signs, const std::string& name) {
    const auto found =
        std::find_if(signs.begin(), signs.end(), [&](const auto& sign) { return sign.name == name; });
    require(found != signs.end(), "a profile names a sign that it does not describe");
    return static_cast<std::size_t>(found - signs.begin());
}

ProfileLayout layout_of(const TomlValue& table, const std::vector<ProfileSign>& signs) {
    const Keys keys(table, {"label", "evidence", "header_rows", "text_row", "key_row", "nested", "when"});
    ProfileLayout layout;
    layout.label = keys.text("label");
    layout.evidence = keys.text("evidence");
    layout.header_rows = keys.count("header_rows", 1);
    layout.text_row = keys.count("text_row", 0);
    layout.key_row = keys.count("key_row", 1);
    layout.is_nested = keys.flag("nested");
    require(layout.header_rows >= 1 && layout.header_rows <= 3, "a profile has 1, 2 or 3 header rows");
    for (const TomlValue& all : keys.list("when")) {
        auto& indices = layout.when.emplace_back();
        for (const TomlValue& name : all.list) indices.push_back(index_of(signs, name.text));
    }
    return layout;
}

ProfileColumn column_of(const TomlValue& table) {
    const Keys keys(table, {"role", "names", "field", "shape", "like", "may_be_blank", "no_second"});
    return {role_from_name(keys.text("role")),
            keys.patterns("names"),
            keys.whole("field"),
            keys.shape(),
            keys.patterns("like"),
            keys.flag("may_be_blank"),
            keys.flag("no_second")};
}

std::optional<base::Decimal> limit_of(const Keys& keys, std::string_view key) {
    const auto number = keys.whole(key);
    return number ? base::parse_decimal(std::to_string(*number)) : std::nullopt;
}

ProfileDoubt doubt_of(const TomlValue& table) {
    const Keys keys(table, {"kind", "role", "names", "only_one", "is", "is_not", "below", "blank"});
    ProfileDoubt doubt;
    doubt.kind = keys.text("kind");
    if (const std::string role = keys.text("role"); !role.empty()) doubt.role = role_from_name(role);
    doubt.names = keys.patterns("names");
    doubt.only_one = keys.flag("only_one");
    doubt.condition.is = keys.texts("is");
    doubt.condition.is_not = keys.texts("is_not");
    doubt.condition.below = limit_of(keys, "below");
    if (const TomlValue* blank = keys.find("blank", TomlKind::flag)) doubt.condition.blank = blank->flag;
    return doubt;
}

}  // namespace

ExportProfile read_profile(std::string_view id, std::string_view text) {
    const auto parsed = parse_toml(text);
    require(std::holds_alternative<TomlValue>(parsed), "a profile is not TOML");
    const auto& root = std::get<TomlValue>(parsed);
    const Keys keys(root, {"traces", "label", "sign", "layout", "column", "doubt", "grids", "response_words",
                           "ticked", "not_ticked", "joined", "all_that_apply"});
    ExportProfile profile;
    profile.id = id;
    profile.label = keys.text("label");
    profile.traces = keys.texts("traces");
    profile.response_words = keys.patterns("response_words");
    if (const TomlValue* signs = keys.find("sign", TomlKind::table)) {
        for (const TomlEntry& entry : signs->entries)
            profile.signs.push_back(sign_of(entry, profile.response_words));
    }
    for (const TomlValue& one : keys.list("layout")) profile.layouts.push_back(layout_of(one, profile.signs));
    for (const TomlValue& one : keys.list("column")) profile.columns.push_back(column_of(one));
    for (const TomlValue& one : keys.list("doubt")) profile.doubts.push_back(doubt_of(one));
    profile.grids = keys.texts("grids");
    profile.ticked = keys.patterns("ticked");
    profile.not_ticked = keys.patterns("not_ticked");
    profile.joined = keys.texts("joined");
    profile.all_that_apply = keys.patterns("all_that_apply");
    require(!profile.label.empty() && !profile.layouts.empty(), "a profile has a label and a layout");
    return profile;
}

std::size_t n_profiles() {
    return profile_files().size();
}

const ExportProfile& shipped_profile(std::size_t i) {
    struct Entry {
        std::once_flag once;
        ExportProfile profile;
    };
    static std::vector<Entry> entries(n_profiles());
    base::require(i < entries.size(), "shipped_profile: there are not so many");
    std::call_once(entries[i].once, [&] {
        const base::EmbeddedFile& file = profile_files()[i];
        entries[i].profile = read_profile(file.name, file.text);
    });
    return entries[i].profile;
}

}  // namespace outcomes::survey
