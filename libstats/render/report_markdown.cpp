#include "libstats/render/report_markdown.hpp"

#include "libstats/render/document_markdown.hpp"
#include "libstats/render/report_page.hpp"

#include <fmt/format.h>

namespace outcomes::render {

std::string figure_file_name(const Figure& figure, std::size_t part) {
    return part == 0 ? figure.id + ".svg" : fmt::format("{}-{}.svg", figure.id, part + 1);
}

std::string report_markdown(const findings::SafeFindings& findings, const ReportOptions& options,
                            const std::string& folder) {
    return document_markdown(report_document(findings, options), folder);
}

}  // namespace outcomes::render
