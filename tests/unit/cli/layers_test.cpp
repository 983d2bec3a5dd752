// The order of the folders, as the sources have it: reads every #include and fails on an arrow that is not
// there.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

const fs::path root = OUTCOMES_SOURCE_DIR;

/// Folder -> folders that it may include besides itself.
const std::map<std::string, Names> allowed{
    {"base", {}},
    {"io", {"base"}},
    {"stats", {"base"}},
    {"findings", {"base"}},
    {"survey", {"base", "io"}},
    {"analysis", {"base", "io", "stats", "survey", "findings"}},
    {"render", {"base", "io", "findings"}},
    {"cli", {"base", "io", "stats", "survey", "findings", "analysis", "render"}},
};

/// Beginning of an include in <> -> folders that may have it.
const std::map<std::string, Names> third_party{
    {"boost/", {"stats"}},  {"Eigen/", {"stats"}},           {"libfccp/", {"io"}},
    {"CLI/", {"cli"}},      {"toml++/", {"survey"}},         {"sodium", {"base"}},
    {"utf8proc", {"base"}}, {"nlohmann/", {"render", "io"}}, {"iostream", {}},
    {"readstat", {"io"}},   {"xlsxwriter", {"render"}},
};

struct Include {
    std::string from;    ///< folder
    std::string file;    ///< for messages
    std::string target;  ///< what stands between the quotes or brackets
    bool quoted = false;
};

std::string folder_of(const fs::path& relative) {
    auto part = relative.begin();
    const std::string first = part->string();
    return first == "libstats" ? std::next(part)->string() : first;
}

std::vector<Include> includes_of(const fs::path& path) {
    std::vector<Include> found;
    const fs::path relative = fs::relative(path, root);
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("#include ")) continue;
        const bool quoted = line.find('"') != std::string::npos;
        const std::size_t begin = line.find(quoted ? '"' : '<') + 1;
        const std::size_t end = line.find(quoted ? '"' : '>', begin);
        found.push_back({folder_of(relative), relative.string(), line.substr(begin, end - begin), quoted});
    }
    return found;
}

std::vector<Include> all_includes() {
    std::vector<Include> all;
    for (const char* top : {"libstats", "cli"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const std::string ending = entry.path().extension().string();
            if (ending != ".cpp" && ending != ".hpp") continue;
            const std::vector<Include> of_file = includes_of(entry.path());
            all.insert(all.end(), of_file.begin(), of_file.end());
        }
    }
    return all;
}

}  // namespace

TEST_SUITE("layers") {
    TEST_CASE("includes between folders follow the order, and are written from the root") {
        const std::vector<Include> all = all_includes();
        REQUIRE(all.size() > 200);
        for (const Include& include : all) {
            if (!include.quoted) continue;
            CAPTURE(include.file);
            CAPTURE(include.target);
            const bool from_root =
                include.target.starts_with("libstats/") || include.target.starts_with("cli/");
            CHECK(from_root);
            CHECK(fs::exists(root / include.target));
            const std::string target = folder_of(include.target);
            REQUIRE(allowed.contains(include.from));
            const bool may = target == include.from || allowed.at(include.from).contains(target);
            CHECK(may);
        }
    }

    TEST_CASE("each library is used where it belongs") {
        for (const Include& include : all_includes()) {
            if (include.quoted) continue;
            for (const auto& [library, folders] : third_party) {
                if (!include.target.starts_with(library)) continue;
                CAPTURE(include.file);
                CAPTURE(include.target);
                CHECK(folders.contains(include.from));
            }
        }
    }

    TEST_CASE("render knows the writer of separated text and nothing else of io") {
        for (const Include& include : all_includes()) {
            if (include.from != "render" || !include.target.starts_with("libstats/io/")) continue;
            CAPTURE(include.file);
            CHECK(include.target == "libstats/io/csv_writer.hpp");
        }
    }

    TEST_CASE("every folder of the library has a place in the order") {
        for (const auto& entry : fs::directory_iterator(root / "libstats")) {
            if (!entry.is_directory()) continue;
            CAPTURE(entry.path().string());
            CHECK(allowed.contains(entry.path().filename().string()));
        }
    }
}
