#include "libstats/survey/dictionary.hpp"

#include "libstats/base/diagnostic.hpp"
#include "tests/support/sav_file.hpp"
#include "tests/unit/survey/dictionary_support.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace outcomes::tests {
namespace {

using survey::Dictionary;
using survey::VariableKind;
using Answers = std::vector<std::pair<std::string, std::string>>;

Dictionary read(const std::vector<std::string>& paths) {
    return survey::read_dictionary(paths);
}

std::string code_of(const std::vector<std::string>& paths) {
    const auto errors = errors_of([&] { static_cast<void>(read(paths)); });
    REQUIRE(errors.size() == 1);
    CHECK_FALSE(errors[0].help.empty());
    return errors[0].code;
}

constexpr const char* redcap_header =
    "\"Variable / Field Name\",\"Form Name\",\"Section Header\",\"Field Type\",\"Field Label\",\"Choices, "
    "Calculations, OR Slider Labels\",\"Field Note\",\"Text Validation Type OR Show Slider Number\",\"Text "
    "Validation Min\",\"Text Validation Max\",Identifier?,\"Branching Logic (Show field only "
    "if...)\",\"Required "
    "Field?\",\"Custom Alignment\",\"Question Number (surveys only)\",\"Matrix Group Name\",\"Matrix "
    "Ranking?\",\"Field Annotation\"\n";

TEST_SUITE_BEGIN("survey/dictionary");

TEST_CASE("a REDCap dictionary: fields, choices, ticks, ranges, who a person is") {
    const Folder folder;
    const auto path = folder.write(
        "dictionary.csv", std::string("\xEF\xBB\xBF") + redcap_header +
                              "record_id,f,,text,Record,,,,,,,,,,,,,\n"
                              "mail,f,,text,E-mail,,,email,,,,,,,,,,\n"
                              "born,f,,text,Born,,,date_dmy,,,y,,,,,,,\n"
                              "hello,f,,descriptive,\"Welcome, and thank you\",,,,,,,,,,,,,\n"
                              "trust,f,,radio,\"<p>Can <b>most people</b>\nbe trusted?</p>\",\"1, No, never "
                              "| 2, Yes | -9, Don't "
                              "know\",,,,,,,,,,people,,\n"
                              "help,f,,dropdown,Would they help?,\"1, No | 2, Yes\",,,,,,,,,,people,,\n"
                              "where,f,,checkbox,Where do you meet?,\"1, At home | 2, At work | -8, Else | "
                              "B, Bar\",,,,,,,,,,,,\n"
                              "out,f,,yesno,Out today?,,,,,,,,,,,,,\n"
                              "fit,f,,truefalse,I am fit,,,,,,,,,,,,,\n"
                              "mood,f,,slider,Mood,Low | Middle | High,,number,,,,,,,,,,\n"
                              "pain,f,,slider,Pain,None | Worst,,number,0,10,,,,,,,,\n"
                              "size,f,,text,People at home,,,integer,1,12,,,,,,,,\n"
                              "bmi,f,,calc,BMI,[a]/[b],,,,,,,,,,,,\n"
                              "more,f,,notes,Anything else?,,,,,,,,,,,,,\n"
                              "form,f,,file,Consent,,,,,,,,,,,,,\n");
    const auto dictionary = read({path});
    CHECK(dictionary.kind == "redcap");
    CHECK(dictionary.variables.size() ==
          17);  // 15 fields, less the text, less one tick field, and its 4 ticks
    struct Row {
        const char* name;
        VariableKind kind;
        Answers answers;
    };
    const Row rows[] = {
        {"record_id", VariableKind::text, {}},
        {"born", VariableKind::date, {}},
        {"trust", VariableKind::choice, {{"1", "No, never"}, {"2", "Yes"}, {"-9", "Don't know"}}},
        {"where___1", VariableKind::choices, {{"0", "Unchecked"}, {"1", "Checked"}}},
        {"where____8", VariableKind::choices, {{"0", "Unchecked"}, {"1", "Checked"}}},
        {"where___b", VariableKind::choices, {{"0", "Unchecked"}, {"1", "Checked"}}},
        {"out", VariableKind::choice, {{"1", "Yes"}, {"0", "No"}}},
        {"fit", VariableKind::choice, {{"1", "True"}, {"0", "False"}}},
        {"mood", VariableKind::number, {}},
        {"bmi", VariableKind::number, {}},
        {"more", VariableKind::text, {}},
        {"form", VariableKind::other, {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(variable(dictionary, row.name).kind == row.kind);
        CHECK(variable(dictionary, row.name).answers == row.answers);
    }
    CHECK(dictionary.find("hello") == nullptr);
    CHECK(dictionary.find("where") == nullptr);
    CHECK(variable(dictionary, "trust").text == "Can most people be trusted?");
    CHECK(variable(dictionary, "trust").group == "people");
    CHECK(variable(dictionary, "where___2").question == "where");
    CHECK(variable(dictionary, "where___2").option == "At work");
    CHECK(variable(dictionary, "record_id").is_key);
    CHECK_FALSE(variable(dictionary, "trust").is_key);
    CHECK(variable(dictionary, "mail").is_identifier);
    CHECK(variable(dictionary, "born").is_identifier);
    CHECK_FALSE(variable(dictionary, "size").is_identifier);
    CHECK(variable(dictionary, "size").high->units == 12);
    CHECK(variable(dictionary, "mood").high->units == 100);
    CHECK(variable(dictionary, "pain").high->units == 10);
}

TEST_CASE("a REDCap dictionary as its API gives it") {
    const Folder folder;
    const auto path =
        folder.write("fields.csv",
                     "field_name,form_name,section_header,field_type,field_label,select_choices_or_"
                     "calculations,field_note,text_validation_type_or_show_slider_number,text_"
                     "validation_min,text_validation_max,identifier,matrix_group_name\n"
                     "id,f,,text,Id,,,,,,,\n"
                     "q1,f,,radio,Question,\"0, No | 1, Yes\",,,,,,m\n");
    const auto dictionary = read({path});
    CHECK(dictionary.kind == "redcap");
    CHECK(variable(dictionary, "q1").answers == Answers{{"0", "No"}, {"1", "Yes"}});
    CHECK(variable(dictionary, "q1").group == "m");
}

TEST_CASE("an XLSForm: two sheets, in English if there is English, with groups, ranges and ticks") {
    const Folder folder;
    const auto questions =
        folder.write("survey.csv",
                     "type,name,label::Francais (fr),label::English (en),constraint,parameters,appearance\n"
                     "start,start,,,,,\n"
                     "begin group,home,Foyer,Home,,,\n"
                     "integer,size,Taille,People at home,. > 0 and . <= 20,,\n"
                     "decimal,rent,Loyer,Rent,. >= 0.5,,\n"
                     "begin_group,views,Avis,Views,,,\n"
                     "select_one agree,safe,Sur,I feel safe,,,\n"
                     "select_one agree or_other,calm,,,,,\n"
                     "end group,,,,,,\n"
                     "end_group,,,,,,\n"
                     "select_multiple place,met,Ou,Where did you meet?,,,\n"
                     "range,ladder,Echelle,Ladder,,start=0 end=10 step=1,\n"
                     "note,thanks,Merci,Thank you,,,\n"
                     "integer,odd,Impair,An odd number,. mod 2 = 1,,\n"
                     "phonenumber,phone,,,,,\n"
                     "acknowledge,ok,,Fine?,,,\n");
    const auto choices = folder.write("choices.csv",
                                      "list_name,name,label::Francais (fr),label::English (en)\n"
                                      "agree,1,Non,No\n"
                                      "agree,2,Oui,Yes\n"
                                      "place,park,Parc,In the park\n"
                                      "place,shop,Magasin,\n");
    for (const auto& paths : {std::vector{questions, choices}, std::vector{choices, questions}}) {
        const auto dictionary = read(paths);
        CHECK(dictionary.kind == "xlsform");
        CHECK(dictionary.variables.size() == 13);
        const auto& safe = variable(dictionary, "safe");
        CHECK(safe.text == "I feel safe");
        CHECK(safe.kind == VariableKind::choice);
        CHECK(safe.answers == Answers{{"1", "No"}, {"2", "Yes"}});
        CHECK(safe.path == "home/views/safe");
        CHECK(safe.group == "views");
        CHECK(variable(dictionary, "calm").answers == Answers{{"1", "No"}, {"2", "Yes"}, {"other", "Other"}});
        CHECK(variable(dictionary, "calm_other").kind == VariableKind::text);
        CHECK(variable(dictionary, "size").low->units == 1);  // more than 0
        CHECK(variable(dictionary, "size").high->units == 20);
        CHECK(variable(dictionary, "rent").low->to_double() == 0.5);
        CHECK_FALSE(variable(dictionary, "rent").high.has_value());
        CHECK_FALSE(variable(dictionary, "odd").low.has_value());
        CHECK(variable(dictionary, "ladder").kind == VariableKind::number);
        CHECK(variable(dictionary, "ladder").high->units == 10);
        CHECK(variable(dictionary, "met").kind == VariableKind::choices);
        CHECK(variable(dictionary, "met").answers == Answers{{"park", "In the park"}, {"shop", "Magasin"}});
        CHECK(variable(dictionary, "met/shop").option == "Magasin");
        CHECK(variable(dictionary, "met/shop").question == "met");
        CHECK(variable(dictionary, "phone").is_identifier);
        CHECK(variable(dictionary, "ok").answers == Answers{{"OK", "OK"}});
        CHECK(dictionary.find("thanks") == nullptr);
    }
}

TEST_CASE("columns are found however an export writes groups") {
    const Folder folder;
    const auto questions = folder.write("survey.csv",
                                        "type,name,label\n"
                                        "begin_group,a,\ninteger,n,N\nselect_multiple l,m,M\nend_group,,\n"
                                        "begin_group,b,\ninteger,k,K\nend_group,,\n");
    const auto choices = folder.write("choices.csv", "list_name,name,label\nl,x,X\nl,y,Y\n");
    const auto dictionary = read({questions, choices});
    for (const char* name : {"n", "a/n", "a.n", "a-n"}) CHECK(variable(dictionary, name).text == "N");
    for (const char* name : {"m/x", "m.x", "a/m/x", "a.m.x"}) CHECK(variable(dictionary, name).option == "X");
    CHECK(dictionary.find("b/n") == nullptr);
    CHECK(dictionary.find("") == nullptr);
}

TEST_CASE("a Table Schema: kinds, labelled categories, missing values, limits") {
    const Folder folder;
    const char* schema = R"({
      "primaryKey": "id",
      "missingValues": ["", "NA", {"value": "-9", "label": "Refused"}],
      "fields": [
        {"name": "id", "type": "string"},
        {"name": "age", "title": "Age in years", "type": "integer", "constraints": {"minimum": 16, "maximum": "110"}},
        {"name": "agree", "type": "integer", "description": "I feel safe", "categoriesOrdered": true,
         "categories": [{"value": 1, "label": "No"}, {"value": 2, "label": "Yes"}, {"value": -9, "label": "Refused"}]},
        {"name": "area", "type": "string", "constraints": {"enum": ["North", "South"]}},
        {"name": "size", "type": "string", "categories": ["small", "large"], "missingValues": ["?"]},
        {"name": "member", "type": "boolean"},
        {"name": "day", "type": "date"},
        {"name": "rest"}
      ]
    })";
    const auto dictionary = read({folder.write("schema.json", schema)});
    CHECK(dictionary.kind == "table_schema");
    CHECK(dictionary.variables.size() == 8);
    struct Row {
        const char* name;
        VariableKind kind;
        Answers answers;
    };
    const Row rows[] = {{"id", VariableKind::text, {}},
                        {"age", VariableKind::number, {}},
                        {"agree", VariableKind::choice, {{"1", "No"}, {"2", "Yes"}}},
                        {"area", VariableKind::choice, {{"North", "North"}, {"South", "South"}}},
                        {"size", VariableKind::choice, {{"small", "small"}, {"large", "large"}}},
                        {"member", VariableKind::choice, {{"false", "False"}, {"true", "True"}}},
                        {"day", VariableKind::date, {}},
                        {"rest", VariableKind::other, {}}};
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(variable(dictionary, row.name).kind == row.kind);
        CHECK(variable(dictionary, row.name).answers == row.answers);
    }
    CHECK(variable(dictionary, "id").is_key);
    CHECK(variable(dictionary, "age").low->units == 16);
    CHECK(variable(dictionary, "age").high->units == 110);
    CHECK(variable(dictionary, "age").text == "Age in years");
    CHECK(variable(dictionary, "agree").text == "I feel safe");
    CHECK(variable(dictionary, "age").missing == Answers{{"NA", ""}, {"-9", "Refused"}});
    CHECK(variable(dictionary, "size").missing == Answers{{"?", ""}});
}

TEST_CASE("a data package: schemas in place or beside it, columns of several tables once") {
    const Folder folder;
    static_cast<void>(
        folder.write("wave2.json", R"({"fields": [{"name": "id"}, {"name": "late", "type": "number"}]})"));
    const auto package = folder.write("datapackage.json", R"({"resources": [
        {"name": "wave1", "schema": {"primaryKey": ["id"], "fields": [{"name": "id"}, {"name": "early"}]}},
        {"name": "notes"},
        {"name": "wave2", "schema": "wave2.json"}]})");
    const auto dictionary = read({package});
    REQUIRE(dictionary.variables.size() == 3);
    CHECK(dictionary.variables[0].is_key);
    CHECK(dictionary.variables[1].name == "early");
    CHECK(dictionary.variables[2].kind == VariableKind::number);
}

TEST_CASE("the labels of an SPSS file") {
    const Folder folder;
    const std::vector<SavVariable> variables = {
        {.name = "code", .label = "Code", .width = 8},
        {.name = "q1",
         .label = "I feel safe",
         .labels = {{1, "No"}, {2, "Yes"}, {8, "Don't know"}},
         .missing = {{8, 8}, {9, 9}}},
        {.name = "age", .label = "Age", .labels = {{-1, "Refused"}}, .missing = {{-9, -1}}},
        {.name = "day", .format = "DATE11"}};
    const auto dictionary =
        read({folder.write("spring.sav", sav_bytes(variables, {{"A1", 1.0, 30.0, 0.0}}))});
    CHECK(dictionary.kind == "spss");
    REQUIRE(dictionary.variables.size() == 4);
    CHECK(variable(dictionary, "code").kind == VariableKind::text);
    CHECK(variable(dictionary, "q1").kind == VariableKind::choice);
    CHECK(variable(dictionary, "q1").text == "I feel safe");
    CHECK(variable(dictionary, "q1").answers == Answers{{"1", "No"}, {"2", "Yes"}});
    CHECK(variable(dictionary, "q1").missing == Answers{{"8", "Don't know"}, {"9", ""}});
    CHECK(variable(dictionary, "age").kind == VariableKind::number);
    CHECK(variable(dictionary, "age").missing == Answers{{"-1", "Refused"}});
    CHECK(variable(dictionary, "day").kind == VariableKind::date);
}

TEST_CASE("a codebook: a row a code, a name once or in every row, missing codes and limits") {
    const Folder folder;
    const auto path = folder.write("codebook.csv",
                                   "Variable,Variable label,Type,Value,Value label,Missing,Min,Max\n"
                                   "q1,I feel safe,numeric,1,No,,,\n"
                                   ",,,2,Yes,,,\n"
                                   ",,,9,No answer,yes,,\n"
                                   "age,Age,numeric,,,,16,110\n"
                                   "why,Why?,text,,,,,\n");
    const auto dictionary = read({path});
    CHECK(dictionary.kind == "codebook");
    REQUIRE(dictionary.variables.size() == 3);
    CHECK(variable(dictionary, "q1").kind == VariableKind::choice);
    CHECK(variable(dictionary, "q1").answers == Answers{{"1", "No"}, {"2", "Yes"}});
    CHECK(variable(dictionary, "q1").missing == Answers{{"9", "No answer"}});
    CHECK(variable(dictionary, "age").kind == VariableKind::number);
    CHECK(variable(dictionary, "age").low->units == 16);
    CHECK(variable(dictionary, "why").kind == VariableKind::text);
}

TEST_CASE("SurveyXact: structure, labels, or both") {
    const Folder folder;
    const auto structure =
        folder.write("structure.csv",
                     "questionName,variableName,questionType,subType,questionText,choiceValue,"
                     "choiceText\n"
                     "v,v_1,Closed,Multiple,Which?,1,This,\n"
                     "v,v_2,Closed,Multiple,Which?,2,That,\n"
                     "s,s,Closed,Single,How safe?,,\n"
                     "t,t,Open,String,Why?,,\n");
    const auto labels =
        folder.write("labels.csv", "v_1,0,Off\nv_1,1,On\nv_2,0,Off\nv_2,1,On\ns,1,Not\ns,2,Very\n");
    const auto both = read({labels, structure});
    REQUIRE(both.variables.size() == 4);
    CHECK(variable(both, "v_2").kind == VariableKind::choices);
    CHECK(variable(both, "v_2").option == "That");
    CHECK(variable(both, "v_2").question == "v");
    CHECK(variable(both, "v_2").answers == Answers{{"0", "Off"}, {"1", "On"}});
    CHECK(variable(both, "s").text == "How safe?");
    CHECK(variable(both, "s").answers == Answers{{"1", "Not"}, {"2", "Very"}});
    CHECK(variable(both, "t").kind == VariableKind::text);
    CHECK(read({structure}).variables.size() == 4);
    const auto only_labels = read({labels});
    CHECK(only_labels.variables.size() == 3);
    CHECK(variable(only_labels, "v_1").answers ==
          Answers{{"0", "Off"}, {"1", "On"}});  // from the first row on
}

TEST_CASE("what is no dictionary, half of one, or two at once, is told with the way out") {
    const Folder folder;
    const std::string redcap = redcap_header;
    const auto good = folder.write("good.csv", redcap + "id,f,,text,Id,,,,,,,,,,,,,\n");
    const auto form = folder.write("survey.csv", "type,name,label\nselect_one l,q,Q\n");
    const auto choices = folder.write("choices.csv", "list_name,name,label\nm,1,One\n");
    struct Row {
        const char* why;
        std::vector<std::string> paths;
        const char* code;
    };
    const Row rows[] = {
        {"answers", {folder.write("answers.csv", "id,q1\n1,2\n")}, "dictionary.unknown"},
        {"half a form", {form}, "dictionary.missing_sheet"},
        {"the other half", {choices}, "dictionary.missing_sheet"},
        {"a list that is not there", {form, choices}, "dictionary.unknown_list"},
        {"twice", {good, good}, "dictionary.too_many"},
        {"of two kinds", {good, form}, "dictionary.too_many"},
        {"a schema and more",
         {good, folder.write("s.json", R"({"fields": [{"name": "a"}]})")},
         "dictionary.too_many"},
        {"no code",
         {folder.write("a.csv", redcap + "q,f,,radio,Q,No | Yes,,,,,,,,,,,,\n")},
         "dictionary.bad_choice"},
        {"no choices",
         {folder.write("b.csv", redcap + "q,f,,radio,Q,,,,,,,,,,,,,\n")},
         "dictionary.no_choices"},
        {"a field twice",
         {folder.write("c.csv", redcap + "q,f,,text,Q,,,,,,,,,,,,,\nq,f,,text,Q,,,,,,,,,,,,,\n")},
         "dictionary.twice"},
        {"unsound JSON",
         {folder.write("bad.json", "{\"fields\": [\n{\"name\": \"a\" \"b\"}]}")},
         "schema.bad_json"},
        {"JSON of something else", {folder.write("else.json", "{\"a\": 1}")}, "schema.no_fields"},
        {"a field without a name",
         {folder.write("field.json", R"({"fields": [{"type": "any"}]})")},
         "schema.bad_field"},
        {"no file", {folder.write("x.csv", "a\n1\n") + "x"}, "csv.not_found"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        CHECK(code_of(row.paths) == row.code);
    }
    const auto errors =
        errors_of([&] { static_cast<void>(read({folder.write("bad2.json", "{\n\n oops }")})); });
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].place.line == 3);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
