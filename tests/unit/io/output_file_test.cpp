#include "libstats/io/output_file.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/base/outcome.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>

using namespace outcomes;
using tests::read_file;
using tests::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

std::size_t n_files(const TemporaryFolder& folder) {
    const fs::directory_iterator entries(folder.folder());
    return static_cast<std::size_t>(std::distance(fs::begin(entries), fs::end(entries)));
}

/// Code of the error that writing gives; "" if there is none.
std::string failure(const std::string& path, const std::string& bytes, bool overwrite = true) {
    try {
        io::OutputFile file(path, overwrite);
        file.write(bytes);
        file.commit();
    } catch (const base::OutputError& error) {
        CHECK_FALSE(error.diagnostic().help.empty());
        return error.diagnostic().code;
    }
    return {};
}

/// Standard output replaced by a descriptor for a while.
class StandardOutput {
  public:
    explicit StandardOutput(int descriptor) : kept_(::dup(STDOUT_FILENO)) {
        ::dup2(descriptor, STDOUT_FILENO);
    }
    ~StandardOutput() {
        ::dup2(kept_, STDOUT_FILENO);
        ::close(kept_);
    }
    StandardOutput(const StandardOutput&) = delete;
    StandardOutput& operator=(const StandardOutput&) = delete;

  private:
    int kept_;
};

}  // namespace

TEST_SUITE("io/output_file") {
    TEST_CASE("a file appears with commit(), whole, and not before") {
        const TemporaryFolder folder;
        const std::string path = folder.path("out.csv");
        const std::string big(200000, 'x');
        {
            io::OutputFile file(path);
            file.write("begin ");
            file.write(big);
            file.write(" end");
            CHECK_FALSE(fs::exists(path));
            file.commit();
            CHECK_THROWS_AS(file.write("more"), base::ContractError);
        }
        CHECK(read_file(path) == "begin " + big + " end");
        CHECK(n_files(folder) == 1);
    }

    TEST_CASE("without commit() nothing is left and nothing is lost") {
        const TemporaryFolder folder;
        const std::string path = folder.write("out.csv", "old");
        {
            io::OutputFile file(path);
            file.write(std::string(100000, 'x'));
        }
        CHECK(read_file(path) == "old");
        CHECK(n_files(folder) == 1);
    }

    TEST_CASE("replacing keeps the permissions and the link") {
        const TemporaryFolder folder;
        const std::string path = folder.write("out.csv", "old");
        ::chmod(path.c_str(), 0640);
        fs::create_symlink("out.csv", folder.path("link.csv"));
        CHECK(failure(folder.path("link.csv"), "new").empty());
        CHECK(fs::is_symlink(folder.path("link.csv")));
        CHECK(read_file(path) == "new");
        struct stat status {};
        REQUIRE(::stat(path.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0640);
    }

    TEST_CASE("a new file has the permissions that the umask allows") {
        const TemporaryFolder folder;
        const mode_t before = ::umask(027);
        CHECK(failure(folder.path("out.csv"), "x").empty());
        ::umask(before);
        struct stat status {};
        REQUIRE(::stat(folder.path("out.csv").c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0640);
    }

    TEST_CASE("what cannot be written is said with its reason") {
        const TemporaryFolder folder;
        const std::string path = folder.write("out.csv", "old");
        CHECK(failure(folder.path("nowhere/out.csv"), "x") == "output.no_folder");
        CHECK(failure(path + "/out.csv", "x") == "output.no_folder");
        CHECK(failure(folder.folder(), "x") == "output.is_folder");
        CHECK(failure(path, "x", false) == "output.exists");
        CHECK(failure(folder.path("new.csv"), "x", false).empty());
        CHECK(failure("/dev/full", "x") == "output.disk_full");
        CHECK(failure("/dev/null", "x").empty());
        CHECK(read_file(path) == "old");
        if (::geteuid() != 0) {  // root may write anywhere
            ::chmod(folder.folder().c_str(), 0500);
            CHECK(failure(folder.path("more.csv"), "x") == "output.not_writable");
            ::chmod(folder.folder().c_str(), 0700);
        }
    }

    TEST_CASE("a file that someone else makes meanwhile is not overwritten") {
        const TemporaryFolder folder;
        const std::string path = folder.path("out.csv");
        {
            io::OutputFile file(path, false);
            file.write("mine");
            folder.write("out.csv", "theirs");
            CHECK_THROWS_AS(file.commit(), base::OutputError);
        }
        CHECK(read_file(path) == "theirs");
        CHECK(n_files(folder) == 1);
    }

    TEST_CASE("standard output takes the same way") {
        const TemporaryFolder folder;
        folder.write("out.txt", "");
        for (const char* name : {"", "-"}) {
            const int target = ::open(folder.path("out.txt").c_str(), O_WRONLY | O_TRUNC);
            {
                const StandardOutput replaced(target);
                io::OutputFile file(name);
                file.write("text");
                file.commit();
            }
            ::close(target);
            CHECK(read_file(folder.path("out.txt")) == "text");
        }
        const int full = ::open("/dev/full", O_WRONLY);
        std::string code;
        {
            const StandardOutput replaced(full);
            code = failure("-", "x");
        }
        ::close(full);
        CHECK(code == "output.disk_full");
    }

    TEST_CASE("a reader that has gone away is no error") {
        const auto before = std::signal(SIGPIPE, SIG_IGN);
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        ::close(ends[0]);
        bool closed = false;
        {
            const StandardOutput replaced(ends[1]);
            io::OutputFile file("-");
            file.write(std::string(100000, 'x'));
            file.write("more");
            file.commit();
            closed = file.closed();
        }
        ::close(ends[1]);
        static_cast<void>(std::signal(SIGPIPE, before));
        CHECK(closed);
    }
}
