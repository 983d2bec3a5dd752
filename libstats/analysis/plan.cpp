#include "libstats/analysis/plan.hpp"

#include "libstats/analysis/doubts.hpp"
#include "libstats/base/diagnostic.hpp"
#include "libstats/base/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace outcomes::analysis {
namespace {

using base::require;

base::InputError study_error(const survey::Study& study, std::string code, std::string message,
                             std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place.file = study.path;
    diagnostic.help = std::move(help);
    return base::InputError(std::move(diagnostic));
}

bool wanted(const std::vector<std::string>& ids, const std::string& id) {
    return ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
}

void choose_waves(const survey::Study& study, const CompareOptions& options, Plan& plan) {
    if (study.waves.size() < 2) {
        throw study_error(study, "study.one_wave", "a comparison needs two waves, and the study has fewer",
                          "add the other wave under [wave]");
    }
    if (options.waves.empty()) {
        plan.from = &study.waves.front();
        plan.to = &study.waves.back();
        return;
    }
    require(options.waves.size() == 2, "a comparison takes two waves");
    plan.from = study.find_wave(options.waves[0]);
    plan.to = study.find_wave(options.waves[1]);
    require(plan.from != nullptr && plan.to != nullptr && plan.from != plan.to,
            "the waves must be two of the study's");
}

void choose_terms(const survey::Study& study, const CompareOptions& options, Plan& plan) {
    if (options.items) {
        for (Question& question : questions_of(study, options.scales))
            plan.terms.emplace_back(std::move(question));
    } else {
        for (const survey::Scale& scale : study.scales) {
            if (wanted(options.scales, scale.id)) plan.terms.emplace_back(&scale);
        }
    }
    for (const survey::Category& category : study.categories) {
        if (wanted(options.scales, category.id)) plan.terms.emplace_back(&category);
    }
    if (plan.terms.empty() && options.items) {
        if (const auto kept = kept_back_questions(study, options.scales); !kept.empty())
            throw study_error(study, kept.front().code, kept.front().message, kept.front().help);
        throw study_error(study, "study.no_questions", "none of these scales has questions of its own",
                          "leave --items out: a score that was worked out before is compared as a scale");
    }
    if (plan.terms.empty()) {
        throw study_error(study, "study.nothing_to_compare", "the study has no scale or question to compare",
                          "describe the scales under [scale]");
    }
}

/// "id" or "id/interval".
AskedMethod asked_method(const std::string& name) {
    const auto slash = name.find('/');
    AskedMethod asked{find_entry(name.substr(0, slash))};
    require(asked.entry != nullptr, "a method that the registry does not hold");
    if (slash == std::string::npos) return asked;
    asked.bootstrap = bootstrap_interval(name.substr(slash + 1));
    require(asked.bootstrap.has_value(), "a bootstrap interval that does not exist");
    return asked;
}

void choose_methods(const CompareOptions& options, Plan& plan) {
    for (const std::string& name : options.methods) {
        if (name == "all")
            plan.all_methods = true;
        else if (name != "headline" && std::ranges::count(plan.methods, asked_method(name)) == 0)
            plan.methods.push_back(asked_method(name));
    }
    // Entries lie in one array, in the registry's order.
    std::ranges::stable_sort(plan.methods, std::less<>{}, &AskedMethod::entry);
    plan.headline_only = !plan.all_methods && plan.methods.empty();
    plan.tests_beside = options.items && options.methods.empty();
}

}  // namespace

Plan make_plan(const survey::Study& study, const CompareOptions& options) {
    Plan plan;
    plan.items = options.items;
    choose_waves(study, options, plan);
    choose_terms(study, options, plan);
    choose_methods(options, plan);
    plan.level = options.confidence.value_or(study.rules.confidence);
    require(plan.level > 0 && plan.level < 1, "the confidence level must lie between 0 and 1");
    const bool unlinkable = study.design == survey::Design::cross_section;
    plan.headline = unlinkable ? survey::Headline::place : study.rules.headline;
    return plan;
}

}  // namespace outcomes::analysis
