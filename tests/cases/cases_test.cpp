// Golden command lines: tests/cases/<verb>/<nnnn>/{cmd,stdout,stderr,exit} and whatever files they read.
// `cmd` is run by sh in the case's own folder with the program as $OUTCOMES; what comes out must be the same
// bytes. OUTCOMES_UPDATE_CASES=1 writes what comes out instead; then a person reads the difference.

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path cases_dir = fs::path(OUTCOMES_SOURCE_DIR) / "tests" / "cases";

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<fs::path> all_cases() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(cases_dir)) {
        if (entry.path().filename() == "cmd") found.push_back(entry.path().parent_path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::set<fs::path> files_in(const fs::path& folder) {
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) files.insert(entry.path());
    return files;
}

struct Result {
    std::string out, err;
    int code = 0;
};

/// Runs a copy of the case, so that nothing is ever left in the sources.
Result run(const fs::path& folder, const fs::path& scratch) {
    const fs::path out = scratch / "stdout.got";
    const fs::path err = scratch / "stderr.got";
    const fs::path work = scratch / "work";
    fs::copy(folder, work, fs::copy_options::recursive);
    fs::copy(cases_dir / "data", scratch / "data", fs::copy_options::recursive);
    fs::copy(fs::path(OUTCOMES_SOURCE_DIR) / "data" / "hawkhill", scratch / "hawkhill",
             fs::copy_options::recursive);
    const std::set<fs::path> before = files_in(work);
    const std::string command = fmt::format(
        "cd '{}' && env -u NO_COLOR -u FORCE_COLOR -u OUTCOMES_STUDY -u OUTCOMES_FORMAT LC_ALL=C COLUMNS=100 "
        "OUTCOMES='{}' sh ./cmd >'{}' 2>'{}' </dev/null",
        work.string(), OUTCOMES_BINARY, out.string(), err.string());
    const int status = std::system(command.c_str());
    Result result{read(out), read(err), WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
    // An output that the case asks for is shown by `cat`; what else is left is a partial file.
    for (const fs::path& file : files_in(work)) {
        if (!before.contains(file) && file.filename().string().starts_with("out.")) continue;
        CHECK_MESSAGE(before.contains(file), "left behind: ", file.filename().string());
    }
    return result;
}

}  // namespace

TEST_CASE("every golden command line gives the same bytes") {
    const char* update = std::getenv("OUTCOMES_UPDATE_CASES");
    const bool updates = update != nullptr && *update == '1';
    const std::vector<fs::path> cases = all_cases();
    REQUIRE(cases.size() > 50);
    const fs::path scratch = fs::temp_directory_path() / fmt::format("outcomes_cases_{}", getpid());
    for (const fs::path& folder : cases) {
        const std::string name = fs::relative(folder, cases_dir).string();
        CAPTURE(name);
        fs::remove_all(scratch);
        fs::create_directories(scratch);
        const Result got = run(folder, scratch);
        if (updates) {
            write(folder / "stdout", got.out);
            write(folder / "stderr", got.err);
            write(folder / "exit", fmt::format("{}\n", got.code));
            continue;
        }
        CHECK(got.out == read(folder / "stdout"));
        CHECK(got.err == read(folder / "stderr"));
        CHECK(fmt::format("{}\n", got.code) == read(folder / "exit"));
        CHECK(got.err.find("fault in the program") == std::string::npos);
    }
    fs::remove_all(scratch);
}

TEST_CASE("every exit code that can be reached on purpose is") {
    std::set<std::string> codes;
    for (const fs::path& folder : all_cases()) codes.insert(read(folder / "exit"));
    for (const char* code : {"0\n", "1\n", "2\n", "3\n", "4\n", "5\n"}) CHECK(codes.contains(code));
}
