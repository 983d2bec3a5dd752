#include "libstats/survey/study.hpp"

#include <algorithm>
#include <utility>

namespace outcomes::survey {
namespace {

template <class T>
const T* find_by_id(const std::vector<T>& all, const std::string& id) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

bool Condition::is_for(const std::string& wave) const {
    return waves.empty() || std::find(waves.begin(), waves.end(), wave) != waves.end();
}

const AnswerList* Study::find_answers(const std::string& list) const {
    return find_by_id(answers, list);
}
const Item* Study::find_item(const std::string& item) const {
    return find_by_id(items, item);
}
const Scale* Study::find_scale(const std::string& scale) const {
    return find_by_id(scales, scale);
}
const Wave* Study::find_wave(const std::string& wave) const {
    return find_by_id(waves, wave);
}

base::Diagnostic Study::diagnostic_at(const Mark& mark, base::Severity severity, std::string code,
                                      std::string message) const {
    base::Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place.file = path;
    if (mark.line == 0) return diagnostic;
    diagnostic.place.line = mark.line;
    diagnostic.place.column = mark.column;
    if (mark.line <= lines.size()) diagnostic.excerpt = lines[mark.line - 1];
    diagnostic.caret_column = mark.column;
    diagnostic.caret_length = mark.length;
    return diagnostic;
}

bool is_named(const std::vector<std::string>& names, const Scale& scale, const std::string& item) {
    return names.empty() || std::find(names.begin(), names.end(), scale.id) != names.end() ||
           std::find(names.begin(), names.end(), item) != names.end();
}

}  // namespace outcomes::survey
