#include "libstats/survey/plan_lock.hpp"

#include "libstats/base/hash.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/csv_reader.hpp"
#include "libstats/survey/toml_document.hpp"
#include "libstats/survey/toml_write.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace outcomes::survey {
namespace {

constexpr int lock_form = 1;
constexpr std::array<std::string_view, 4> parts{"answers", "rows", "rules", "scales"};

/// SHA-256 of the lines of one part, "key = value".
std::string part_hash(const std::vector<PlanEntry>& entries, std::string_view part) {
    base::Sha256 hash;
    for (const PlanEntry& entry : entries) {
        if (entry.key.substr(0, entry.key.find('.')) == part)
            hash.add(entry.key + " = " + entry.value + '\n');
    }
    return hash.finish();
}

/// A value in the form in which plan_entries() writes it.
std::string value_text(const TomlValue& value) {
    if (value.kind == TomlKind::list) {
        std::vector<std::string> texts;
        for (const TomlValue& one : value.list) texts.push_back(value_text(one));
        return fmt::format("[{}]", fmt::join(texts, ", "));
    }
    return value.kind == TomlKind::text ? toml_text(value.text) : value.text;
}

[[noreturn]] void refuse(const std::string& path, const Mark& mark, std::string message, std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = "lock.unreadable";
    diagnostic.message = std::move(message);
    diagnostic.place.file = path;
    diagnostic.place.line = mark.line;
    diagnostic.place.column = mark.column;
    diagnostic.help = std::move(help);
    throw base::InputError(std::move(diagnostic));
}

const TomlValue& wanted(const std::string& path, const TomlValue& table, const char* key, TomlKind kind) {
    const TomlEntry* entry = table.find(key);
    if (entry != nullptr && entry->value.kind == kind) return entry->value;
    refuse(path, entry == nullptr ? Mark{} : entry->mark,
           fmt::format("the lock file has no {} \"{}\"", kind == TomlKind::table ? "table" : "key", key),
           "it is written by outcomes check --lock and not meant to be edited; write it anew with --force");
}

/// A path as the lock writes it: relative to the folder of the study file.
std::string relative_path(const Study& study, const std::string& file) {
    const auto folder = std::filesystem::path(study.path).parent_path();
    const auto relative = std::filesystem::path(file).lexically_relative(folder.empty() ? "." : folder);
    return relative.empty() ? file : relative.generic_string();
}

std::vector<std::pair<std::string, std::string>> first_files(const Study& study) {
    std::vector<std::pair<std::string, std::string>> files;
    if (study.waves.empty()) return files;
    for (const std::string& file : study.waves.front().files) {
        std::error_code error;
        if (file == "-" || !std::filesystem::is_regular_file(file, error)) continue;
        files.emplace_back(relative_path(study, file), io::file_sha256(file));
    }
    return files;
}

/// "scales.scale.mood.": what an entry belongs to, for things that are new or gone as a whole.
std::string owner_of(const std::string& key) {
    return key.substr(0, key.rfind('.') + 1);
}

using Plan = std::map<std::string, std::string>;

Plan by_key(const std::vector<PlanEntry>& entries) {
    Plan plan;
    for (const PlanEntry& entry : entries) plan.emplace(entry.key, entry.value);
    return plan;
}

bool has_owner(const Plan& plan, const std::string& owner) {
    const auto next = plan.lower_bound(owner);
    return next != plan.end() && next->first.compare(0, owner.size(), owner) == 0;
}

/// Scales, questions, groups and lists, which come and go as a whole.
bool is_whole(const std::string& owner) {
    constexpr std::array<std::string_view, 4> kinds{"scales.scale.", "scales.category.", "scales.subgroup.",
                                                    "answers."};
    return owner != "answers." && owner != "answers.missing." &&
           std::any_of(kinds.begin(), kinds.end(),
                       [&](std::string_view kind) { return owner.compare(0, kind.size(), kind) == 0; });
}

/// Keys without the part they stand in, as the study file has them: "scale.mood.items".
std::string shown_key(const std::string& key) {
    if (key.rfind("scales.", 0) == 0) return key.substr(7);
    return key.rfind("answers.missing.", 0) == 0 ? key.substr(8) : key;
}

/// A value for readers: a single text without its quotes.
std::string shown_value(const std::string& value) {
    const bool is_text = value.size() >= 2 && value.front() == '"' && value.find('\\') == std::string::npos;
    return is_text ? value.substr(1, value.size() - 2) : value;
}

}  // namespace

std::string lock_path(const std::string& study_path) {
    return std::filesystem::path(study_path).replace_extension(".lock").string();
}

PlanLock lock_of(const Study& study, std::string date, std::string version) {
    return {study.id, std::move(date), std::move(version), plan_entries(study), first_files(study)};
}

std::string lock_text(const PlanLock& lock) {
    std::string out =
        "# The rules of a study as they were fixed, written by: outcomes check --lock\n"
        "# check and compare say what was changed since. Not meant to be edited.\n";
    out += fmt::format("lock    = {}\nstudy   = {}\ndate    = {}\nversion = {}\n\n", lock_form,
                       toml_text(lock.study), lock.date, toml_text(lock.version));
    out += "[sha256]\n";
    for (const std::string_view part : parts)
        out += fmt::format("{:<7} = \"{}\"\n", part, part_hash(lock.entries, part));
    out += "\n[files]  # of the first wave, and their SHA-256\n";
    for (const auto& [file, hash] : lock.files) out += fmt::format("{} = \"{}\"\n", toml_text(file), hash);
    out += "\n[plan]\n";
    for (const PlanEntry& entry : lock.entries)
        out += fmt::format("{} = {}\n", toml_text(entry.key), entry.value);
    return out;
}

std::optional<PlanLock> read_lock(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const auto parsed = parse_toml(bytes);
    if (const auto* fault = std::get_if<TomlFault>(&parsed)) {
        refuse(path, fault->mark, "this is not a lock file of a study",
               "it is written by outcomes check --lock; write it anew with --force");
    }
    const auto& root = std::get<TomlValue>(parsed);
    const TomlValue& form = wanted(path, root, "lock", TomlKind::whole);
    if (form.number > lock_form)
        refuse(path, form.mark, "the lock file was written by a newer version of this program",
               "use that version");
    PlanLock lock;
    lock.study = wanted(path, root, "study", TomlKind::text).text;
    lock.date = wanted(path, root, "date", TomlKind::date).text;
    lock.version = wanted(path, root, "version", TomlKind::text).text;
    for (const TomlEntry& file : wanted(path, root, "files", TomlKind::table).entries)
        lock.files.emplace_back(file.key, file.value.text);
    for (const TomlEntry& entry : wanted(path, root, "plan", TomlKind::table).entries)
        lock.entries.push_back({entry.key, value_text(entry.value)});
    const TomlValue& hashes = wanted(path, root, "sha256", TomlKind::table);
    for (const std::string_view part : parts) {
        const TomlValue& hash = wanted(path, hashes, std::string(part).c_str(), TomlKind::text);
        if (hash.text == part_hash(lock.entries, part)) continue;
        refuse(
            path, hash.mark,
            fmt::format("the lock file was changed after it was written: its {} do not give its hash", part),
            "fetch it back from a copy, or fix the rules of today with outcomes check --lock --force");
    }
    return lock;
}

std::vector<PlanChange> changed_rules(const PlanLock& lock, const Study& study) {
    const Plan before = by_key(lock.entries);
    const Plan after = by_key(plan_entries(study));
    std::vector<PlanChange> changes;
    const auto add_whole = [&](const std::string& owner, bool is_new) {
        const std::string key = shown_key(owner.substr(0, owner.size() - 1));
        const bool said = !changes.empty() && changes.back().key == key;
        if (!said) changes.push_back({key, is_new ? "" : "in the plan", is_new ? "in the study file" : ""});
    };
    std::map<std::string, int> keys;
    for (const auto* plan : {&before, &after}) {
        for (const auto& [key, value] : *plan) keys.emplace(key, 0);
    }
    for (const auto& [key, unused] : keys) {
        const auto old = before.find(key);
        const auto now = after.find(key);
        if (old != before.end() && now != after.end() && old->second == now->second) continue;
        const std::string owner = owner_of(key);
        if (is_whole(owner) && old == before.end() && !has_owner(before, owner))
            add_whole(owner, true);
        else if (is_whole(owner) && now == after.end() && !has_owner(after, owner))
            add_whole(owner, false);
        else
            changes.push_back({shown_key(key), old == before.end() ? "" : shown_value(old->second),
                               now == after.end() ? "" : shown_value(now->second)});
    }
    return changes;
}

std::vector<PlanChange> changed_files(const PlanLock& lock, const Study& study) {
    std::vector<PlanChange> changes;
    const auto now = first_files(study);
    for (const auto& [file, hash] : lock.files) {
        const auto found =
            std::find_if(now.begin(), now.end(), [&](const auto& one) { return one.first == file; });
        if (found == now.end())
            changes.push_back({file, hash, ""});
        else if (found->second != hash)
            changes.push_back({file, hash, found->second});
    }
    return changes;
}

}  // namespace outcomes::survey
