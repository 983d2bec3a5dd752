#include "libstats/survey/offered_answers.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/spelling.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

/// A scale that offers all the answers given.
struct Fit {
    const std::vector<std::string>* texts = nullptr;
    std::vector<std::size_t> given;    ///< by place: which of the answers given; or nobody
    std::size_t open_middle = nobody;  ///< place of a middle answer that nobody gave
    std::size_t n_exact = 0;           ///< answers given that are written as the scale has them

    [[nodiscard]] std::size_t size() const { return given.size() - (open_middle == nobody ? 0U : 1U); }
    [[nodiscard]] bool is_added(std::size_t place) const {
        return given[place] == nobody && place != open_middle;
    }
    /// No answer is missing between the lowest and the highest one that was given.
    [[nodiscard]] bool is_without_gap() const {
        const auto is_given = [](std::size_t one) { return one != nobody; };
        const auto first = std::find_if(given.begin(), given.end(), is_given);
        const auto last = std::find_if(given.rbegin(), given.rend(), is_given).base();
        for (auto place = first; place != last; ++place) {
            if (is_added(static_cast<std::size_t>(place - given.begin()))) return false;
        }
        return true;
    }
};

std::size_t place_of(const std::string& folded, const AnswerOrder& kind,
                     const std::vector<std::string>& texts) {
    for (std::size_t place = 0; place < texts.size(); ++place) {
        if (folded == texts[place]) return place;
    }
    for (std::size_t place = 0; place < texts.size(); ++place) {
        const bool both_middle = kind.is_middle(folded) && kind.is_middle(texts[place]);
        if (both_middle || compare_spelling(folded, texts[place]) == Spelling::same) return place;
    }
    return nobody;
}

std::optional<Fit> fit_of(const std::vector<std::string>& texts, const AnswerOrder& kind,
                          std::span<const std::string> folded) {
    Fit fit;
    fit.texts = &texts;
    fit.given.assign(texts.size(), nobody);
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const std::size_t place = place_of(folded[i], kind, texts);
        if (place == nobody || fit.given[place] != nobody) return std::nullopt;
        fit.given[place] = i;
        fit.n_exact += folded[i] == texts[place] ? 1U : 0U;
    }
    for (std::size_t place = 0; place < texts.size(); ++place) {
        if (fit.given[place] == nobody && kind.is_middle(texts[place])) fit.open_middle = place;
    }
    return fit;
}

/// The smallest scales, of those the ones that write most answers just so; in the order of the table.
std::vector<Fit> best_fits(const AnswerOrder& kind, std::span<const std::string> folded) {
    std::vector<Fit> best;
    for (const std::vector<std::string>& texts : kind.scales) {
        auto fit = fit_of(texts, kind, folded);
        if (!fit) continue;
        if (!best.empty()) {
            const std::pair own(fit->size(), folded.size() - fit->n_exact);
            const std::pair other(best.front().size(), folded.size() - best.front().n_exact);
            if (own > other) continue;
            if (own < other) best.clear();
        }
        best.push_back(std::move(*fit));
    }
    return best;
}

/// A text of the tables in the manner of the files: "Strongly disagree", "strongly_disagree".
std::string written_like(std::string text, std::span<const std::string> given) {
    const bool capital = std::all_of(given.begin(), given.end(), [](const std::string& one) {
        return !one.empty() && (one.front() < 'a' || one.front() > 'z');
    });
    const bool underscores = std::any_of(given.begin(), given.end(), [](const std::string& one) {
        return one.find('_') != std::string::npos;
    });
    if (underscores) std::replace(text.begin(), text.end(), ' ', '_');
    if (capital && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

/// The answers that any of the scales has and nobody gave, each once.
std::vector<std::string> not_given(const std::vector<Fit>& fits, std::span<const std::string> given) {
    std::vector<std::string> texts;
    for (const Fit& fit : fits) {
        for (std::size_t place = 0; place < fit.given.size(); ++place) {
            if (!fit.is_added(place)) continue;
            std::string text = written_like((*fit.texts)[place], given);
            if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
        }
    }
    return texts;
}

}  // namespace

std::optional<OfferedAnswers> offered_answers(const AnswerOrder& kind, std::span<const std::string> given) {
    std::vector<std::string> folded;
    for (const std::string& label : given) folded.push_back(base::folded(label));
    const std::vector<Fit> fits = best_fits(kind, folded);
    if (fits.empty()) return std::nullopt;
    const Fit& fit = fits.front();
    OfferedAnswers offered;
    if (fit.open_middle != nobody) offered.open_middle = written_like((*fit.texts)[fit.open_middle], given);
    const std::vector<std::string> open = not_given(fits, given);
    const bool is_open =
        open.size() > not_given({fit}, given).size() &&
        std::all_of(fits.begin(), fits.end(), [](const Fit& one) { return one.is_without_gap(); });
    for (std::size_t place = 0; place < fit.given.size(); ++place) {
        if (fit.given[place] != nobody) {
            offered.labels.push_back(given[fit.given[place]]);
        } else if (fit.is_added(place) && !is_open) {
            offered.labels.push_back(written_like((*fit.texts)[place], given));
            offered.added.push_back(offered.labels.back());
        }
    }
    if (is_open) offered.perhaps = open;
    return offered;
}

}  // namespace outcomes::survey
