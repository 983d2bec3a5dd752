#include "libstats/analysis/describe.hpp"

#include "libstats/analysis/doubts.hpp"

#include "libstats/analysis/description_rows.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/base/parallel.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/csv_reader.hpp"
#include "libstats/survey/linkage.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/responses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <thread>
#include <utility>

namespace outcomes::analysis {
namespace {

using findings::StudyDescription;
using survey::Responses;
using survey::Study;
using survey::WaveData;

constexpr std::string_view few_people = "fewer_than_50_people";
constexpr std::string_view low_alpha = "alpha_below_0.60";

bool wanted(const std::vector<std::string>& ids, const std::string& id) {
    return ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// An item and the first of the scales described that uses it.
struct UsedItem {
    const survey::Scale* scale = nullptr;
    const survey::Item* item = nullptr;
};

/// What is described, settled before any data are read.
struct Terms {
    std::vector<const survey::Scale*> scales;
    std::vector<UsedItem> items;  ///< each once, in the order of the scales
    std::vector<const survey::Category*> categories;
};

Terms terms_of(const Study& study, const std::vector<std::string>& ids) {
    Terms terms;
    std::set<std::string> seen;
    for (const survey::Scale& scale : study.scales) {
        if (wanted(ids, scale.id)) terms.scales.push_back(&scale);
        for (const std::string& id : scale.items) {
            const survey::Item* item = study.find_item(id);
            base::require(item != nullptr, "a scale uses an item that the study does not have");
            if (!survey::is_named(ids, scale, id)) continue;
            if (!item->is_kept_back() && seen.insert(id).second) terms.items.push_back({&scale, item});
        }
    }
    for (const survey::Category& category : study.categories) {
        if (wanted(ids, category.id)) terms.categories.push_back(&category);
    }
    return terms;
}

/// Threads are worth their start only for many answers.
std::size_t threads_for(const DescribeOptions& options, const Responses& responses) {
    constexpr std::size_t few_sheets = 4'000;
    if (options.threads > 0) return options.threads;
    std::size_t n_sheets = 0;
    for (const WaveData& wave : responses.waves) n_sheets += wave.size();
    return n_sheets < few_sheets ? 1 : std::max(1U, std::thread::hardware_concurrency());
}

/// The links between each wave and the next; none where the study cannot have any.
std::vector<survey::Linkage> links_of(const Study& study, const Responses& responses) {
    std::vector<survey::Linkage> links;
    const bool has_people = !study.columns.id.empty() || study.columns.row_is_person;
    if (study.design == survey::Design::cross_section || !has_people) return links;
    for (std::size_t w = 1; w < responses.waves.size(); ++w)
        links.push_back(survey::link(responses.waves[w - 1], responses.waves[w]));
    return links;
}

/// The rows of one scale: of each wave, and of each wave and the next.
struct ScaleRows {
    std::vector<DescriptionRows> waves;
    std::vector<DescriptionRows> retests;
};

ScaleRows rows_of_scale(const Study& study, const survey::Scale& scale, const Responses& responses,
                        const std::vector<survey::Linkage>& links, double level) {
    std::vector<const WaveData*> waves;
    for (const WaveData& wave : responses.waves) waves.push_back(&wave);
    const survey::ScaleScores scores = survey::score_scale(study, scale, waves);
    ScaleRows rows;
    for (std::size_t w = 0; w < waves.size(); ++w)
        rows.waves.push_back(describe_scale(study, scale, scores, w, *waves[w], level));
    for (std::size_t w = 0; w < links.size(); ++w) {
        rows.retests.push_back(describe_retest(scale, scores, w, w + 1, links[w], level));
        for (findings::Description& row : rows.retests.back()) {
            row.wave = waves[w]->id;
            row.wave_to = waves[w + 1]->id;
        }
    }
    return rows;
}

void append(DescriptionRows& target, DescriptionRows& rows) {
    std::move(rows.begin(), rows.end(), std::back_inserter(target));
}

void add_scales(const Study& study, const Terms& terms, const Responses& responses,
                const DescribeOptions& options, double level, DescriptionRows& out) {
    const auto links = links_of(study, responses);
    std::vector<ScaleRows> found(terms.scales.size());
    base::for_each_index(found.size(), threads_for(options, responses), [&](std::size_t i) {
        found[i] = rows_of_scale(study, *terms.scales[i], responses, links, level);
    });
    for (std::size_t w = 0; w < responses.waves.size(); ++w) {
        for (ScaleRows& rows : found) append(out, rows.waves[w]);
    }
    for (std::size_t w = 0; w < links.size(); ++w) {
        for (ScaleRows& rows : found) append(out, rows.retests[w]);
    }
}

void add_questions(const Study& study, const Terms& terms, const Responses& responses, DescriptionRows& out) {
    for (const WaveData& wave : responses.waves) {
        for (const UsedItem& used : terms.items) {
            DescriptionRows rows = describe_item(study, *used.scale, *used.item, wave);
            append(out, rows);
        }
    }
    for (const WaveData& wave : responses.waves) {
        for (const survey::Category* category : terms.categories) {
            DescriptionRows rows = describe_category(study, *category, wave);
            append(out, rows);
        }
    }
}

void list_files(StudyDescription& out, const Responses& responses, bool want_hashes) {
    for (const WaveData& wave : responses.waves) {
        out.waves.push_back({wave.id, wave.label, wave.size()});
        for (std::size_t i = 0; i < wave.tables.size(); ++i) {
            const io::Table& table = *wave.tables[i];
            const bool can_hash = want_hashes && table.path != "-";
            const bool has_layout = i < wave.layouts.size() && wave.layouts[i];
            out.inputs.push_back({wave.id, table.path, can_hash ? io::file_sha256(table.path) : "",
                                  table.n_records, has_layout ? wave.layouts[i]->profile : ""});
        }
    }
    for (const base::Diagnostic& one : responses.notes) {
        if (one.severity == base::Severity::note) continue;
        out.warnings.push_back({one.code, one.message, one.place.file, one.place.line, one.place.column});
    }
}

/// "Stress" (0.58) of each row of a wave whose note has `mark`.
std::vector<std::string> marked_scales(const DescriptionRows& rows, const std::string& wave,
                                       std::string_view mark) {
    std::vector<std::string> scales;
    for (const findings::Description& row : rows) {
        const bool fits = row.statistic == "alpha" && row.wave == wave;
        if (fits && row.note.find(mark) != std::string::npos)
            scales.push_back(
                fmt::format("\"{}\" ({})", row.label,
                            mark == few_people ? fmt::format("{}", *row.n) : base::fixed(*row.estimate, 2)));
    }
    return scales;
}

/// What to be careful about before anything is concluded from the scales, a line a wave.
void warn_of_reliability(StudyDescription& out) {
    const auto warn = [&](const char* code, std::string message) {
        out.warnings.push_back({code, std::move(message), out.path, 0, 0});
    };
    for (const findings::DescribedWave& wave : out.waves) {
        const auto few = marked_scales(out.results, wave.id, few_people);
        if (!few.empty())
            warn("describe.few_people",
                 fmt::format(
                     "in {} fewer than 50 people answered every question of {}: alpha is itself unsure",
                     wave.label, base::joined(few)));
        const auto low = marked_scales(out.results, wave.id, low_alpha);
        if (!low.empty())
            warn("describe.low_alpha",
                 fmt::format("in {} alpha is below 0.60 for {}: small changes will be hard to see",
                             wave.label, base::joined(low)));
    }
}

}  // namespace

StudyDescription describe(const Study& study, const DescribeOptions& options) {
    const double level = options.confidence.value_or(study.rules.confidence);
    base::require(level > 0 && level < 1, "the confidence level must lie between 0 and 1");
    const Terms terms = terms_of(study, options.scales);
    survey::LoadOptions load;
    load.waves = options.waves;
    load.scales = options.scales;
    const Responses responses = survey::load(study, load);
    // An answer that is in no list is an error of the file: all of them are reported at once.
    std::vector<base::Diagnostic> unknown = survey::unknown_answers(study, responses);
    if (!unknown.empty()) throw base::InputError(std::move(unknown));

    StudyDescription out;
    out.id = study.id;
    out.title = study.title;
    out.path = study.path;
    out.sha256 = study.sha256;
    list_files(out, responses, options.want_hashes);
    add_scales(study, terms, responses, options, level, out.results);
    add_questions(study, terms, responses, out.results);
    for (findings::Description& row : out.results) {
        row.study = study.id;
        row.community = study.community;
    }
    for (const base::Diagnostic& one : kept_back_questions(study, options.scales))
        out.warnings.push_back({one.code, one.message, one.place.file, one.place.line, one.place.column});
    warn_of_reliability(out);
    return out;
}

}  // namespace outcomes::analysis
