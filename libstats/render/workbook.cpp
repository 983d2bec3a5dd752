#include "libstats/render/workbook.hpp"

#include "libstats/render/sheet.hpp"
#include "libstats/render/workbook_answers.hpp"
#include "libstats/render/workbook_charts.hpp"
#include "libstats/render/workbook_notes.hpp"
#include "libstats/render/workbook_rows.hpp"
#include "libstats/render/workbook_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::render {
namespace {

using findings::Findings;
using findings::StudyFindings;

constexpr double text_width = 90;
constexpr std::int64_t fixed_date = 315'532'800;  ///< 1980-01-01: a file needs some date, and not the clock's

std::string title_of(const Findings& all) {
    if (all.studies.size() != 1) return fmt::format("Results of {} studies", all.studies.size());
    const StudyFindings& study = all.studies.front();
    return study.title.empty() ? study.id : study.title;
}

std::string iso_date(std::int64_t seconds) {
    const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

/// What the cover says, line by line, before the contents.
std::vector<std::pair<std::string, std::string>> facts_of(const findings::SafeFindings& safe,
                                                          const WorkbookOptions& options) {
    std::vector<std::pair<std::string, std::string>> facts;
    const auto add = [&](std::string name, std::string text) {
        if (!text.empty()) facts.emplace_back(std::move(name), std::move(text));
    };
    for (const StudyFindings& study : safe.get().studies) {
        if (safe.get().studies.size() > 1) add("Study", study.title.empty() ? study.id : study.title);
        if (study.record) {
            add("Question", study.record->question);
            add("Place", study.record->community);
        }
        add("Waves", fmt::format("{} and {}", study.wave_from_label, study.wave_to_label));
    }
    add("Release", std::string(safe.statement()));
    add("What this is",
        "This shows change, not its cause. How to read the tables stands on the sheet Notes.");
    if (options.date) add("Date", iso_date(*options.date));
    return facts;
}

/// The sheets of the workbook in their order; a sheet without a table is that of the charts.
struct Contents {
    std::vector<Sheet> sheets;
    ChartData<ForestChart> forest;
    ChartData<AnswersChart> answers;
};

constexpr std::string_view charts_name = "Charts";

Contents contents_of(const findings::SafeFindings& safe, const WorkbookOptions& options) {
    const Findings& all = safe.get();
    Contents contents{{}, forest_data(all), answers_data(all)};
    std::vector<Sheet> tables{scales_sheet(all),    averages_sheet(all),  reliability_sheet(all),
                              spread_sheet(all),    questions_sheet(all), answers_sheet(all),
                              moves_sheet(all),     groups_sheet(all),    people_sheet(all),
                              attrition_sheet(all), methods_sheet(all)};
    if (!contents.forest.charts.empty() || !contents.answers.charts.empty())
        tables.push_back({.name = std::string(charts_name), .summary = "The main figures drawn"});
    for (const Sheet* data : {&contents.forest.sheet, &contents.answers.sheet}) tables.push_back(*data);
    tables.push_back(results_sheet(all));
    std::vector<std::string> left_out;
    contents.sheets.emplace_back();  // of the notes, which say what is left out
    for (Sheet& table : tables) {
        const bool shown = !table.rows.empty() || table.name == charts_name;
        if (shown)
            contents.sheets.push_back(std::move(table));
        else
            left_out.push_back(std::move(table.name));
    }
    contents.sheets.front() = notes_sheet(safe, options, left_out);
    contents.sheets.push_back(dictionary_sheet(contents.sheets));
    return contents;
}

void write_cover(WorkbookWriter& writer, const findings::SafeFindings& safe, const WorkbookOptions& options,
                 const std::vector<Sheet>& sheets) {
    lxw_worksheet* cover = writer.add_sheet("Cover");
    worksheet_set_column(cover, 0, 0, 20, nullptr);
    worksheet_set_column(cover, 1, 1, text_width, nullptr);
    writer.write_title(cover, title_of(safe.get()));
    worksheet_fit_to_pages(cover, 1, 0);
    lxw_row_t row = 2;
    for (const auto& [name, text] : facts_of(safe, options)) {
        writer.write_text(cover, row, 0, name, CellLook::heading);
        writer.set_height(cover, row, WorkbookWriter::lines_of(text, text_width));
        writer.write_text(cover, row++, 1, text);
    }
    writer.write_text(cover, ++row, 0, "Contents", CellLook::heading);
    for (const Sheet& sheet : sheets) {
        writer.write_link(cover, ++row, 0, sheet.name);
        writer.write_text(cover, row, 1, sheet.summary);
    }
}

}  // namespace

std::string workbook(const findings::SafeFindings& safe, const WorkbookOptions& options) {
    const Contents contents = contents_of(safe, options);
    const bool freeze =
        std::none_of(safe.get().studies.begin(), safe.get().studies.end(),
                     [](const StudyFindings& study) { return study.record && !study.record->freeze; });
    WorkbookWriter writer(title_of(safe.get()), safe.statement(),
                          std::max<std::int64_t>(1, options.date.value_or(fixed_date)));
    write_cover(writer, safe, options, contents.sheets);
    lxw_worksheet* charts_sheet = nullptr;
    WrittenSheet forest;
    WrittenSheet answers;
    for (const Sheet& sheet : contents.sheets) {
        if (sheet.name == charts_name) {
            charts_sheet = writer.add_sheet(sheet.name);
            continue;
        }
        const WrittenSheet written = writer.add_table(sheet, freeze);
        if (sheet.name == contents.forest.sheet.name) forest = written;
        if (sheet.name == contents.answers.sheet.name) answers = written;
    }
    if (charts_sheet != nullptr) {
        ChartsSheet charts(writer, charts_sheet);
        for (const ForestChart& chart : contents.forest.charts) charts.add(chart, forest);
        for (const AnswersChart& chart : contents.answers.charts) charts.add(chart, answers);
        charts.finish();
    }
    return writer.finish();
}

}  // namespace outcomes::render
