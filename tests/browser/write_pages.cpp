/// Writes example reports into a folder, for check_pages.sh to look at.

#include "libstats/render/report_html.hpp"
#include "unit/render/sample_report.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace {

using outcomes::tests::ReportShape;

void write(const std::filesystem::path& folder, const char* name, const ReportShape& shape) {
    std::ofstream(folder / name) << outcomes::render::report_html(outcomes::tests::safe_report(shape),
                                                                  {"2025-06-01", {"hawkhill.xlsx"}});
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: write_pages FOLDER\n");
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    write(folder, "both.html", {});
    write(folder, "lay.html", {.words = "lay"});
    write(folder, "place.html", {.items_per_scale = 2, .place = true, .words = "evaluator"});
    write(folder, "one.html", {.scales = 1});
    write(folder, "forty.html", {.scales = 40, .lead = false});
    write(folder, "hostile.html", {.hostile = true});
    return 0;
}
