#include "libstats/survey/layout_notes.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

namespace outcomes::survey {

std::vector<base::Diagnostic> layout_notes(const Responses& responses) {
    std::vector<base::Diagnostic> notes;
    std::set<const io::Table*> seen;
    for (const WaveData& wave : responses.waves) {
        for (std::size_t t = 0; t < wave.tables.size(); ++t) {
            const ExportLayout* layout = wave.layouts[t].get();
            if (layout == nullptr || layout->profile == "plain" || !seen.insert(wave.tables[t].get()).second)
                continue;
            base::Diagnostic note;
            note.severity = base::Severity::note;
            note.code = "data.profile";
            note.message = fmt::format("read as {}: {}", layout->label, layout->evidence);
            note.help =
                fmt::format("if that is wrong, set profile = \"plain\" or another in wave \"{}\"", wave.id);
            note.place.file = wave.tables[t]->path;
            notes.push_back(std::move(note));
        }
    }
    return notes;
}

}  // namespace outcomes::survey
