#include "libstats/render/report_html.hpp"

#include "libstats/render/document_html.hpp"
#include "libstats/render/report_page.hpp"

namespace outcomes::render {

std::string report_html(const findings::SafeFindings& findings, const ReportOptions& options) {
    return document_html(report_document(findings, options));
}

}  // namespace outcomes::render
