#include "libstats/render/figure_parts.hpp"

#include "libstats/base/hash.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/render/svg.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace outcomes::render {
namespace {

using findings::Finding;

constexpr std::size_t longest_name = 40;

/// A name as part of an id: as it is if it is plain and short, else its plain characters and a hash of it
/// all.
std::string plain_name(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        const bool kept =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (kept && plain.size() < longest_name) plain += c;
    }
    if (plain == name) return plain;
    base::Sha256 hash;
    hash.add(name);
    return plain + "-x" + hash.finish().substr(0, 8);
}

}  // namespace

FigureSource::FigureSource(const findings::SafeFindings& safe, std::size_t number)
    : study(number < safe.get().studies.size()
                ? safe.get().studies[number]
                : throw base::ContractError("figures: there is no such study")),
      rounded(safe.rules().round > 1) {}

FindingRows headline_rows(const findings::StudyFindings& study, std::span<const std::string_view> levels) {
    FindingRows rows;
    for (const Finding& row : study.results) {
        const bool wanted = std::find(levels.begin(), levels.end(), row.level) != levels.end();
        if (wanted && row.analysis == "compare" && !row.verdict.empty() && row.group.empty())
            rows.push_back(&row);
    }
    return rows;
}

const Finding* headline_of(const findings::StudyFindings& study, std::string_view term) {
    for (const Finding& row : study.results) {
        if (row.term == term && row.analysis == "compare" && !row.verdict.empty() && row.group.empty())
            return &row;
    }
    return nullptr;
}

std::string place_and_time(const findings::StudyFindings& study) {
    const std::string place = study.record ? study.record->community : std::string();
    return fmt::format("{}{}{} to {}", place, place.empty() ? "" : ", ", study.wave_from_label,
                       study.wave_to_label);
}

std::string people_range(std::span<const std::optional<std::uint64_t>> counts) {
    std::optional<std::uint64_t> least, most;
    for (const auto& n : counts) {
        if (!n) continue;
        least = std::min(least.value_or(*n), *n);
        most = std::max(most.value_or(*n), *n);
    }
    if (!least) return {};
    return *least == *most ? people(*most) : fmt::format("{} to {}", grouped(*least), people(*most));
}

std::string missing_mark(bool suppressed) {
    return suppressed ? "[c]" : "[x]";
}

std::string count_text(const std::optional<std::uint64_t>& n, bool suppressed) {
    return n ? grouped(*n) : missing_mark(suppressed);
}

std::string figure_id(const findings::StudyFindings& study, std::string_view kind, std::string_view term) {
    std::string id = study.id.empty() ? "study" : plain_name(study.id);
    id += fmt::format("-{}", kind);
    if (!term.empty()) id += "-" + plain_name(term);
    return id;
}

void add_drawings(Figure& figure, const std::vector<Drawing>& drawings) {
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        const bool several = drawings.size() > 1;
        const std::string part = several ? fmt::format(" (part {} of {})", i + 1, drawings.size()) : "";
        const SvgWords words{several ? fmt::format("{}-{}", figure.id, i + 1) : figure.id,
                             figure.headline + part, figure.description};
        figure.page_parts.push_back(page_svg(drawings[i], words));
        figure.file_parts.push_back(file_svg(drawings[i], words, figure.subtitle));
    }
}

findings::Verdict verdict_of(const Finding& row) {
    return findings::verdict_from_id(row.verdict).value_or(findings::Verdict::not_tested);
}

}  // namespace outcomes::render
