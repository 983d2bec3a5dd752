#include "libstats/survey/draft_questions.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_answers.hpp"
#include "libstats/survey/draft_waves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr double alike_enough = 0.7;
constexpr double certainly_alike = 0.9;        ///< wherever the columns stand
constexpr std::size_t longest_compared = 120;  ///< characters of a name or a wording

/// A column of one wave that has no question yet.
struct Loose {
    const ExportColumn* column = nullptr;
    SeenAnswers seen;
};

std::string stem_or_name(const std::string& name) {
    const auto timed = timed_name(name);
    return base::folded(timed ? timed->stem : name);
}

/// What the file says was asked: the wording, and the statement of a grid.
std::string wording(const ExportColumn& column) {
    if (!column.option.empty() && !column.is_choice) return column.option;
    return column.text;
}

class Matcher {
  public:
    Matcher(std::span<const ExportFile> files, std::span<const DraftWave> waves)
        : files_(files), waves_(waves) {}

    std::vector<DraftQuestion> run() {
        for (wave_ = 0; wave_ < waves_.size(); ++wave_) add_wave();
        return std::move(questions_);
    }

  private:
    [[nodiscard]] const ExportFile& file() const { return files_[waves_[wave_].file]; }
    [[nodiscard]] bool is_wide() const {
        return waves_.size() > 1 && waves_[0].file == waves_[1].file && waves_[0].where_column.empty();
    }

    void add_wave() {
        std::vector<const ExportColumn*> left;
        for (const ExportColumn& column : file().layout.columns) {
            if (is_wide() && is_of_other_time(column)) continue;
            left.push_back(&column);
        }
        if (wave_ > 0) {
            match_by(left, [](const ExportColumn& column) { return column.name; });
            match_by(left, [](const ExportColumn& column) { return stem_or_name(column.name); });
            match_by(left, [](const ExportColumn& column) { return base::folded(wording(column)); });
            match_alike(left);
        }
        for (const ExportColumn* column : left) {
            DraftQuestion question;
            question.id = column->name;
            question.names.resize(waves_.size());
            question.columns.resize(waves_.size());
            question.text = wording(*column);
            question.group = column->question;
            question.role = column->role;
            question.is_choice = column->is_choice;
            question.field = column->field;
            firsts_.push_back(column);
            questions_.push_back(std::move(question));
            attach(questions_.size() - 1, *column);
        }
    }

    /// In a wide file, "mood_post" belongs to the wave "post" alone.
    [[nodiscard]] bool is_of_other_time(const ExportColumn& column) const {
        const auto timed = timed_name(column.name);
        if (!timed) return false;
        const std::string time = base::folded(timed->time);
        const bool is_a_wave =
            std::any_of(waves_.begin(), waves_.end(), [&](const auto& w) { return w.id == time; });
        return is_a_wave && waves_[wave_].id != time;
    }

    void attach(std::size_t q, const ExportColumn& column) {
        questions_[q].names[wave_] = column.name;
        questions_[q].columns[wave_] = &file().table.columns[column.field];
    }

    /// Columns whose key is the same, and not blank, as that of exactly one question still without a column.
    template <class Key>
    void match_by(std::vector<const ExportColumn*>& left, const Key& key_of) {
        std::map<std::string, std::vector<std::size_t>> open;
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            if (questions_[q].names[wave_].empty()) open[key_of(*firsts_[q])].push_back(q);
        }
        std::map<std::string, std::size_t> wanted;
        for (const ExportColumn* column : left) ++wanted[key_of(*column)];
        std::erase_if(left, [&](const ExportColumn* column) {
            const std::string key = key_of(*column);
            const auto found = open.find(key);
            if (key.empty() || found == open.end() || found->second.size() > 1 || wanted[key] > 1)
                return false;
            attach(found->second.front(), *column);
            return true;
        });
    }

    SeenAnswers seen_of(const ExportColumn& column, std::size_t wave) const {
        const ColumnRows rows{&files_[waves_[wave].file].table.columns[column.field], waves_[wave].records};
        return seen_answers({&rows, 1});
    }

    static bool may_drift(const ExportColumn& column) {
        return column.role == ColumnRole::question || column.role == ColumnRole::other_text ||
               column.role == ColumnRole::person;
    }

    struct Pair {
        double likeness = 0;
        std::size_t question = 0;
        std::size_t column = 0;
    };

    /// Pairs that are each other's closest, with like answers.
    void match_alike(std::vector<const ExportColumn*>& left) {
        std::vector<std::size_t> open;
        std::vector<SeenAnswers> open_seen;
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            if (!questions_[q].names[wave_].empty() || !may_drift(*firsts_[q])) continue;
            open.push_back(q);
            open_seen.push_back(seen_of(*firsts_[q], first_wave(q)));
        }
        std::vector<Pair> pairs;
        for (std::size_t c = 0; c < left.size() && !open.empty(); ++c) {
            if (!may_drift(*left[c])) continue;
            const SeenAnswers seen = seen_of(*left[c], wave_);
            for (std::size_t o = 0; o < open.size(); ++o) {
                if (!have_like_answers(open_seen[o], seen)) continue;
                const double likeness = likeness_of(*firsts_[open[o]], *left[c]);
                if (likeness >= alike_enough) pairs.push_back({likeness, open[o], c});
            }
        }
        std::stable_sort(pairs.begin(), pairs.end(),
                         [](const Pair& l, const Pair& r) { return l.likeness > r.likeness; });
        std::set<const ExportColumn*> taken;
        for (std::size_t p = 0; p < pairs.size(); ++p) {
            const ExportColumn* column = left[pairs[p].column];
            if (taken.contains(column) || !questions_[pairs[p].question].names[wave_].empty()) continue;
            if (is_tied(pairs, p)) continue;
            take(pairs[p], *column);
            taken.insert(column);
        }
        std::erase_if(left, [&](const ExportColumn* column) { return taken.contains(column); });
    }

    [[nodiscard]] std::size_t first_wave(std::size_t q) const {
        const auto& names = questions_[q].names;
        return static_cast<std::size_t>(
            std::find_if(names.begin(), names.end(), [](const auto& n) { return !n.empty(); }) -
            names.begin());
    }

    /// Another partner is just as close.
    static bool is_tied(const std::vector<Pair>& pairs, std::size_t p) {
        return std::any_of(pairs.begin(), pairs.end(), [&](const Pair& other) {
            const bool same = other.question == pairs[p].question || other.column == pairs[p].column;
            const bool self = other.question == pairs[p].question && other.column == pairs[p].column;
            return same && !self && other.likeness >= pairs[p].likeness;
        });
    }

    static double likeness_of(const ExportColumn& a, const ExportColumn& b) {
        const std::string first = stem_or_name(a.name);
        const std::string second = stem_or_name(b.name);
        // "Q5_2a" and "Q9_2_new" add to a name what a name may not end in anyway: digits make another
        // question.
        const auto adds_to = [](const std::string& longer, const std::string& shorter) {
            return longer.size() > shorter.size() && longer.starts_with(shorter) &&
                   longer.find_first_of("0123456789", shorter.size()) == std::string::npos &&
                   longer.size() - shorter.size() <= 6;
        };
        const double added = adds_to(first, second) || adds_to(second, first) ? 0.85 : 0;
        const double names = differ_in_digits(first, second) ? 0 : name_likeness(first, second);
        const double texts = wording(a).empty() || wording(b).empty()
                                 ? 0
                                 : name_likeness(base::substring(wording(a), 0, longest_compared),
                                                 base::substring(wording(b), 0, longest_compared));
        return std::max({added, names, texts});
    }

    static bool differ_in_digits(const std::string& a, const std::string& b) {
        const auto digits = [](const std::string& text) {
            std::string found;
            for (const char c : text) {
                if (c >= '0' && c <= '9') found += c;
            }
            return found;
        };
        return digits(a) != digits(b);
    }

    void take(const Pair& pair, const ExportColumn& column) {
        DraftQuestion& question = questions_[pair.question];
        const std::string earlier = question.names[first_wave(pair.question)];
        const bool same_place = firsts_[pair.question]->field == column.field;
        question.note =
            fmt::format("{} and {} look like one question ({:.0f}% alike, like answers{})", earlier,
                        column.name, 100 * pair.likeness, same_place ? ", same place" : "");
        if (!same_place && pair.likeness < certainly_alike)
            question.doubt = "is this one question? If not, take the line out";
        attach(pair.question, column);
    }

    std::span<const ExportFile> files_;
    std::span<const DraftWave> waves_;
    std::size_t wave_ = 0;
    std::vector<DraftQuestion> questions_;
    std::vector<const ExportColumn*> firsts_;  ///< of each question
};

}  // namespace

bool have_like_answers(const SeenAnswers& a, const SeenAnswers& b) {
    if (a.kind != b.kind) return false;
    if (a.kind == AnswerKind::numbers) {
        return a.high && b.high && std::abs(a.high->to_double() - b.high->to_double()) <= 10;
    }
    if (a.kind != AnswerKind::labels && a.kind != AnswerKind::numbered) return true;
    std::set<std::string> keys;
    for (const SeenAnswer& answer : a.answers) keys.insert(answer.key);
    const auto shared = std::count_if(b.answers.begin(), b.answers.end(),
                                      [&](const SeenAnswer& answer) { return keys.contains(answer.key); });
    return 2 * static_cast<std::size_t>(shared) >= std::min(a.answers.size(), b.answers.size());
}

double name_likeness(std::string_view a, std::string_view b) {
    const std::string first = base::folded(base::substring(a, 0, longest_compared));
    const std::string second = base::folded(base::substring(b, 0, longest_compared));
    const std::size_t longer = std::max(base::display_width(first), base::display_width(second));
    if (longer == 0) return 0;
    const double distance = static_cast<double>(base::edit_distance(first, second));
    return std::max(0.0, 1 - distance / static_cast<double>(longer));
}

std::vector<DraftQuestion> match_questions(std::span<const ExportFile> files,
                                           std::span<const DraftWave> waves) {
    std::vector<DraftQuestion> questions = Matcher(files, waves).run();
    for (DraftQuestion& question : questions) {
        std::vector<ColumnRows> rows;
        for (std::size_t w = 0; w < waves.size(); ++w) {
            const bool repeated =
                !rows.empty() && rows.back().column == question.columns[w] && waves[w].where_column.empty();
            if (!repeated) rows.push_back({question.columns[w], waves[w].records});
        }
        question.seen = seen_answers(rows);
    }
    return questions;
}

}  // namespace outcomes::survey
