#include "libstats/analysis/score_sheet.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/survey/instrument_notes.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/scoring.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace outcomes::analysis {
namespace {

using survey::ScaleScores;
using survey::Study;
using survey::WaveData;

std::vector<const survey::Scale*> chosen_scales(const Study& study, const std::vector<std::string>& ids) {
    std::vector<const survey::Scale*> scales;
    for (const survey::Scale& scale : study.scales) {
        const bool wanted = ids.empty() || std::find(ids.begin(), ids.end(), scale.id) != ids.end();
        if (wanted) scales.push_back(&scale);
    }
    return scales;
}

std::vector<const WaveData*> pointers(const survey::Responses& responses) {
    std::vector<const WaveData*> waves;
    for (const WaveData& wave : responses.waves) waves.push_back(&wave);
    return waves;
}

/// Names of the id columns as they are in the first wave: what the header calls them in every wave.
std::vector<std::string> id_names(const Study& study, const std::string& wave) {
    std::vector<std::string> names;
    for (const survey::ColumnName& column : study.columns.id) names.push_back(column.in(wave));
    return names;
}

std::string score_text(const ScaleScores& scores, std::size_t wave, std::size_t sheet) {
    if (!scores.on_grid) {
        const double value = scores.values[wave][sheet];
        return std::isnan(value) ? "" : base::shortest(value);
    }
    const std::int64_t units = scores.waves[wave].units[sheet];
    return units == survey::no_score ? "" : base::shortest(base::ratio(units, scores.denominator));
}

void add_counts(ScoreSheet& sheet, const survey::Scale& scale, const ScaleScores& scores,
                const survey::Responses& responses) {
    for (std::size_t w = 0; w < responses.waves.size(); ++w) {
        const survey::WaveScores& counted = scores.waves[w];
        sheet.counts.push_back({responses.waves[w].id, scale.id, scale.label, responses.waves[w].size(),
                                counted.n_scored, counted.n_prorated, counted.n_lost, counted.n_blank});
    }
}

void add_header(ScoreSheet& sheet, const std::vector<std::string>& names, bool is_number) {
    sheet.header.insert(sheet.header.end(), names.begin(), names.end());
    sheet.is_number.resize(sheet.header.size(), is_number);
}

/// Says what each column of the header is.
void describe_columns(ScoreSheet& sheet, const Study& study, const survey::Responses& responses,
                      const std::vector<const survey::Scale*>& scales,
                      const std::vector<ScaleScores>& scores) {
    ScoreColumn wave{"Wave", {}, {}, {}};
    for (const WaveData& data : responses.waves) {
        const survey::Wave* known = study.find_wave(data.id);
        wave.values.emplace_back(data.id, known != nullptr ? known->label : "");
    }
    sheet.columns.push_back(std::move(wave));
    const std::size_t n_carried = sheet.header.size() - scales.size();
    while (sheet.columns.size() < n_carried)
        sheet.columns.push_back({sheet.header[sheet.columns.size()], {}, {}, {}});
    for (std::size_t s = 0; s < scales.size(); ++s)
        sheet.columns.push_back({scales[s]->label, scores[s].low, scores[s].high, {}});
}

void add_rows(ScoreSheet& sheet, const Study& study, const survey::Responses& responses,
              const ScoreOptions& options, const std::vector<ScaleScores>& scores) {
    for (std::size_t w = 0; w < responses.waves.size(); ++w) {
        const WaveData& wave = responses.waves[w];
        const std::vector<std::string> ids = id_names(study, wave.id);
        for (std::size_t s = 0; s < wave.size(); ++s) {
            std::vector<std::string> row{wave.id};
            row.reserve(sheet.header.size());
            for (const std::string& name : ids) row.emplace_back(survey::cell_text(wave, s, name));
            for (const std::string& name : options.keep) row.emplace_back(survey::cell_text(wave, s, name));
            for (const ScaleScores& scale : scores) row.push_back(score_text(scale, w, s));
            sheet.rows.push_back(std::move(row));
        }
    }
}

}  // namespace

ScoreSheet score_sheet(const Study& study, const ScoreOptions& options) {
    survey::LoadOptions load_options;
    load_options.waves = options.waves;
    load_options.scales = options.scales;
    load_options.extra_columns = options.keep;
    survey::Responses responses = survey::load(study, load_options);

    ScoreSheet sheet;
    const auto scales = chosen_scales(study, options.scales);
    const auto waves = pointers(responses);
    std::vector<ScaleScores> scores;
    std::vector<std::string> scale_ids;
    for (const survey::Scale* scale : scales) {
        scores.push_back(survey::score_scale(study, *scale, waves));
        scale_ids.push_back(scale->id);
        add_counts(sheet, *scale, scores.back(), responses);
    }
    add_header(sheet, {"wave"}, false);
    add_header(sheet, id_names(study, responses.waves.front().id), false);
    add_header(sheet, options.keep, false);
    add_header(sheet, scale_ids, true);
    describe_columns(sheet, study, responses, scales, scores);
    add_rows(sheet, study, responses, options, scores);
    sheet.notes = std::move(responses.notes);
    for (base::Diagnostic& note : survey::instrument_notes(study)) {
        if (note.code == "study.unverified_rule") sheet.notes.push_back(std::move(note));
    }
    return sheet;
}

}  // namespace outcomes::analysis
