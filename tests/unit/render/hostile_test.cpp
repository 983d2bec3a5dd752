// Texts from outside that would do something if they were taken for what they look like: no format lets them.

#include "libstats/render/delimited.hpp"
#include "libstats/render/json.hpp"
#include "libstats/render/paste_table.hpp"
#include "libstats/render/separated_writer.hpp"
#include "libstats/render/text.hpp"
#include "libstats/render/workbook.hpp"
#include "tests/support/csv_rows.hpp"
#include "tests/support/xlsx_file.hpp"
#include "workbook_sample.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace outcomes;

namespace {

bool has(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

bool has_control_characters(const std::string& text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r'; });
}

std::vector<std::string> fields_of(const std::string& csv) {
    std::vector<std::string> fields;
    for (const auto& row : tests::csv_rows(csv)) fields.insert(fields.end(), row.begin(), row.end());
    return fields;
}

bool is_number(const std::string& text) {
    char* end = nullptr;
    static_cast<void>(std::strtod(text.c_str(), &end));
    return !text.empty() && *end == '\0';
}

}  // namespace

TEST_SUITE("render/hostile") {
    TEST_CASE("a workbook holds no formula, no link out and no live text") {
        const tests::XlsxFile file(render::workbook(tests::safe(tests::hostile_report()), {"=1+1 <x>", {}}));
        for (const std::string& name : file.sheets()) {
            CAPTURE(name);
            CHECK_FALSE(has(file.sheet(name), "<f>"));
            CHECK_FALSE(has(file.sheet(name), "<f "));
        }
        for (const auto& [name, content] : file.parts()) {
            CAPTURE(name);
            CHECK_FALSE(has(content, "<script"));
            CHECK_FALSE(has(content, "TargetMode=\"External\""));
            CHECK_FALSE(has_control_characters(content));
            CHECK_FALSE(has(content, "\xEF\xBF\xBE"));
            if (!name.starts_with("xl/charts/")) continue;
            for (std::size_t at = content.find("<c:f>"); at != std::string::npos;
                 at = content.find("<c:f>", at + 1))
                CHECK(content.compare(at + 5, 13, "'Forest data'") *
                          content.compare(at + 5, 14, "'Answers data'") ==
                      0);
        }
        const tests::XlsxTable scales = file.table("Scales");
        CHECK(scales.rows[0][scales.column("Scale")].text == "=1+1");
        CHECK(scales.rows[1][scales.column("Scale")].text == "<script>alert(1)</script>");
        CHECK(scales.rows[5][scales.column("Scale")].text == std::string(90, 'w'));
        CHECK(scales.rows[7][scales.column("Scale")].text == "-1 ?[31m??");
        CHECK(file.table("Notes").at("About", "Data of baseline", "Text").text.starts_with("C calc'!A0"));
    }

    TEST_CASE("tables to paste hold no mark-up and no command") {
        const findings::SafeFindings safe = tests::safe(tests::hostile_report());
        const std::string html = render::paste_table(safe, render::PasteForm::html);
        CHECK_FALSE(has(html, "<script"));
        CHECK(has(html, "&lt;script&gt;"));
        CHECK(has(html, "&quot;quoted&quot;, &#39;single&#39; &amp; |pipe|"));
        const std::string latex = render::paste_table(safe, render::PasteForm::latex);
        CHECK_FALSE(has(latex, "\\input"));
        CHECK(has(
            latex,
            "\\textbackslash{}input\\{x\\} \\$y\\_1\\$ 100 \\% \\#\\textasciitilde{}\\textasciicircum{}"));
        CHECK_FALSE(has(latex, "\\\\\n    ["));
        const std::string md = render::paste_table(safe, render::PasteForm::md);
        CHECK_FALSE(has(md, "<script"));
        CHECK(has(md, "\\|pipe\\|"));
        for (const std::string& text : {html, latex, md}) CHECK_FALSE(has_control_characters(text));
    }

    TEST_CASE("text and Markdown command neither a terminal nor a browser; JSON reads back exactly") {
        const findings::SafeFindings safe = tests::safe(tests::hostile_report());
        CHECK_FALSE(has_control_characters(render::text(safe, {.width = 80})));
        CHECK_FALSE(has(render::markdown(safe), "<script"));
        const auto document = nlohmann::json::parse(render::json(safe));
        CHECK(document["study"]["title"] == "=1+1 <script>alert(1)</script>");
        CHECK(document["results"][5]["label"] == std::string(90, 'w'));
    }

    TEST_CASE("excel-csv guards every text that acts as a formula and no number, and says how many") {
        const findings::SafeFindings safe = tests::safe(tests::hostile_report());
        const std::string guarded = render::delimited(safe, render::Separated::excel_csv);
        CHECK(guarded.starts_with("\xEF\xBB\xBF"));
        std::size_t n = 0;
        for (const std::string& field : fields_of(guarded.substr(3))) {
            CAPTURE(field);
            const bool computed = render::acts_as_formula(field) && !is_number(field);
            CHECK_FALSE(computed);
            if (field.starts_with('\'') && render::acts_as_formula(field.substr(1))) ++n;
        }
        CHECK(n > 0);
        CHECK(render::guarded_cells(guarded) == n);
        const std::string plain = render::delimited(safe);
        CHECK(render::guarded_cells(plain) == 0);
        CHECK(has(plain, ",=1+1,"));
    }

    TEST_CASE("taking one apostrophe from what is counted as guarded gives the text back") {
        const std::vector<std::string> texts{"=1",
                                             "+1",
                                             "-1",
                                             "@x",
                                             "\tx",
                                             "\rx",
                                             "\nx",
                                             std::string("\0x", 2),
                                             "'=1",
                                             "'x",
                                             "'",
                                             "''=1",
                                             "''",
                                             "a",
                                             "",
                                             "a,\"=1\"",
                                             " =1",
                                             "1-1",
                                             "'\"=",
                                             "\"=1",
                                             "\xEF\xBC\x9D"
                                             "1",
                                             "',",
                                             "'\n"};
        render::SeparatedWriter writer(render::Separated::excel_csv);
        for (const std::string& text : texts) {
            writer.text(text);
            writer.text("end");
            writer.end_row();
        }
        const std::string csv = writer.finish();
        const std::vector<std::string> fields = fields_of(csv.substr(3));
        std::size_t n = 0;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            CAPTURE(texts[i]);
            const bool changed = fields[2 * i] != texts[i];
            if (changed) CHECK(fields[2 * i] == "'" + texts[i]);
            CHECK_FALSE(render::acts_as_formula(fields[2 * i]));
            n += changed ? 1 : 0;
        }
        CHECK(render::guarded_cells(csv) == n);
    }
}
