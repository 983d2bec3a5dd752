#include "libstats/survey/draft_labels.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_words.hpp"
#include "libstats/survey/offered_answers.hpp"
#include "libstats/survey/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace outcomes::survey {
namespace {

/// The words in alphabetical order: "agree strongly" is "strongly agree".
std::string any_order(const std::string& key) {
    std::vector<std::string> words = words_of(key);
    std::sort(words.begin(), words.end());
    std::string joined;
    for (const std::string& word : words) joined += word + ' ';
    return joined;
}

std::set<std::string> keys_of(std::span<const SeenAnswer> answers) {
    std::set<std::string> keys;
    for (const SeenAnswer& answer : answers) keys.insert(any_order(answer.key));
    return keys;
}

std::vector<std::string> keys_in_order(std::span<const SeenAnswer> answers) {
    std::vector<std::string> keys;
    for (const SeenAnswer& answer : answers) keys.push_back(answer.key);
    return keys;
}

std::size_t count_shared(const std::set<std::string>& own, const std::set<std::string>& others) {
    return static_cast<std::size_t>(
        std::count_if(own.begin(), own.end(), [&](const std::string& key) { return others.contains(key); }));
}

/// The kind that knows all answers of both, or nullptr; and those answers, each once.
struct Pooled {
    const AnswerOrder* kind = nullptr;
    std::vector<std::string> keys;
};

Pooled pooled(std::span<const SeenAnswer> own, std::span<const SeenAnswer> others) {
    Pooled pool;
    pool.keys = keys_in_order(others);
    for (const SeenAnswer& answer : own) {
        if (std::find(pool.keys.begin(), pool.keys.end(), answer.key) == pool.keys.end())
            pool.keys.push_back(answer.key);
    }
    const LabelOrder order = order_labels(pool.keys);
    if (order.unknown.empty()) pool.kind = order.kind;
    return pool;
}

/// Words know both and say that they are different kinds of answers.
bool are_of_different_kinds(std::span<const SeenAnswer> own, std::span<const SeenAnswer> others) {
    const AnswerOrder* kind = order_labels(keys_in_order(own)).kind;
    const AnswerOrder* other = order_labels(keys_in_order(others)).kind;
    return kind != nullptr && other != nullptr && kind != other;
}

/// Enough answers, and more than one, to be those of a list and not ranks or names.
bool are_many(std::span<const SeenAnswer> answers) {
    constexpr std::size_t enough = 10;
    std::size_t n = 0;
    for (const SeenAnswer& answer : answers) n += answer.count;
    return answers.size() > 1 && n >= enough;
}

/// Questions of one grid have one list of answers, whichever of them were given to each; where words do not
/// know them, if they have one in common.
bool share_a_grid_list(std::span<const SeenAnswer> own, std::span<const SeenAnswer> others) {
    if (own.empty() || others.empty() || are_of_different_kinds(own, others)) return false;
    if (pooled(own, others).kind != nullptr) return true;
    return are_many(own) && are_many(others) && count_shared(keys_of(own), keys_of(others)) > 0;
}

bool fit_one_scale(std::span<const SeenAnswer> own, std::span<const SeenAnswer> others) {
    const Pooled pool = pooled(own, others);
    return !own.empty() && pool.kind != nullptr && offered_answers(*pool.kind, pool.keys).has_value();
}

bool contains(const std::vector<std::string>& texts, const std::string& text) {
    return !text.empty() && std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool belongs(const LabelQuestion& question, const LabelCluster& cluster) {
    constexpr std::size_t few_people = 30;
    const std::set<std::string> own = keys_of(question.seen->answers);
    const std::set<std::string> others = keys_of(cluster.answers);
    const std::size_t shared = count_shared(own, others);
    const bool neighbours = contains(cluster.neighbourhoods, question.neighbourhood);
    if (neighbours && shared >= 2) return true;
    if (question.is_in_grid && contains(cluster.grids, question.neighbourhood) &&
        share_a_grid_list(question.seen->answers, cluster.answers))
        return true;
    if ((neighbours || question.seen->n_answered < few_people) &&
        fit_one_scale(question.seen->answers, cluster.answers))
        return true;
    if (shared < own.size() || own.empty()) return false;
    // All its answers are among the others'. That one of theirs was never given is likely, that many were not
    // is not: "no, yes" is a list of its own beside "no, maybe, rather yes, yes".
    return others.size() - own.size() <= 1 || shared >= 4 || question.seen->n_answered < few_people;
}

void add_answers(LabelCluster& cluster, std::span<const SeenAnswer> answers) {
    for (const SeenAnswer& answer : answers) {
        const auto same = std::find_if(cluster.answers.begin(), cluster.answers.end(),
                                       [&](const SeenAnswer& other) { return other.key == answer.key; });
        if (same == cluster.answers.end())
            cluster.answers.push_back(answer);
        else
            same->count += answer.count;
    }
}

void join(LabelCluster& cluster, const LabelQuestion& question) {
    cluster.questions.push_back(question.question);
    cluster.neighbourhoods.push_back(question.neighbourhood);
    if (question.is_in_grid) cluster.grids.push_back(question.neighbourhood);
    add_answers(cluster, question.seen->answers);
}

/// Questions of one grid that a later one has brought together.
bool must_merge(const LabelCluster& a, const LabelCluster& b) {
    const bool one_grid = std::any_of(a.grids.begin(), a.grids.end(),
                                      [&](const std::string& grid) { return contains(b.grids, grid); });
    return one_grid && share_a_grid_list(a.answers, b.answers);
}

void merge(LabelCluster& into, LabelCluster from) {
    const auto append = [](auto& to, auto& more) { to.insert(to.end(), more.begin(), more.end()); };
    append(into.questions, from.questions);
    append(into.neighbourhoods, from.neighbourhoods);
    append(into.grids, from.grids);
    add_answers(into, from.answers);
}

/// Until no two clusters are of one grid.
void merge_grids(std::vector<LabelCluster>& clusters) {
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        for (std::size_t j = i + 1; j < clusters.size();) {
            if (!must_merge(clusters[i], clusters[j])) {
                ++j;
                continue;
            }
            merge(clusters[i], std::move(clusters[j]));
            clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(j));
            j = i + 1;
        }
    }
}

bool begins_in_words(const std::string& longer, const std::string& shorter) {
    return longer.size() > shorter.size() && longer.starts_with(shorter) && longer[shorter.size()] == ' ';
}

/// Slips are rare by nature: what several people wrote, in a share that is worth a look, is an answer.
bool is_rare(const SeenAnswer& text, const SeenAnswer& label) {
    constexpr std::size_t most_slips = 3;
    constexpr std::size_t how_much_rarer = 5;
    return text.count <= most_slips && how_much_rarer * text.count <= label.count;
}

Spelling spelling_of(const SeenAnswer& text, const SeenAnswer& label, const AnswerOrder* kind) {
    const Spelling spelling = compare_spelling(text.key, label.key);
    if (spelling == Spelling::same) return spelling;
    const auto own = kind == nullptr ? std::nullopt : kind->step_of(text.key);
    const auto other = kind == nullptr ? std::nullopt : kind->step_of(label.key);
    if (own && other) {
        const bool shortened = begins_in_words(label.key, text.key) || begins_in_words(text.key, label.key);
        return *own == *other && shortened ? Spelling::same : Spelling::other;
    }
    return is_rare(text, label) ? spelling : Spelling::other;
}

/// The labels, and the texts that are spellings of them.
struct Sorted {
    std::vector<SeenAnswer> labels;
    std::map<std::string, std::string> also;
    std::vector<std::string> slips;  ///< "Agreee" for "Agree", as a person is asked about them
};

Sorted without_spellings(const LabelCluster& cluster, const AnswerOrder* kind) {
    std::vector<SeenAnswer> by_count = cluster.answers;
    std::stable_sort(by_count.begin(), by_count.end(),
                     [](const SeenAnswer& l, const SeenAnswer& r) { return l.count > r.count; });
    Sorted sorted;
    for (const SeenAnswer& answer : by_count) {
        bool is_label = true;
        for (const SeenAnswer& label : sorted.labels) {
            const Spelling spelling = spelling_of(answer, label, kind);
            if (spelling == Spelling::other) continue;
            sorted.also[answer.text] = label.text;
            if (spelling == Spelling::slip)
                sorted.slips.push_back(fmt::format("\"{}\" for \"{}\"", answer.text, label.text));
            is_label = false;
            break;
        }
        if (is_label) sorted.labels.push_back(answer);
    }
    return sorted;
}

void put_in_order(DraftList& list, const Sorted& sorted, const LabelOrder& order) {
    std::vector<std::size_t> places = order.order;
    places.insert(places.end(), order.unknown.begin(), order.unknown.end());
    if (order.kind == nullptr) {
        places.resize(sorted.labels.size());
        std::iota(places.begin(), places.end(), std::size_t{0});
    }
    for (const std::size_t place : places) list.list.labels.push_back(sorted.labels[place].text);
    if (order.kind == nullptr || order.kind->middle == 0) return;
    for (const std::size_t place : order.order) {
        if (order.kind->step_of(sorted.labels[place].key) == order.kind->middle - 1)
            list.list.middle = sorted.labels[place].text;
    }
}

std::string in_quotes(const std::vector<std::string>& labels, std::string_view last) {
    std::vector<std::string> quoted;
    for (const std::string& label : labels) quoted.push_back(fmt::format("\"{}\"", label));
    return base::joined(quoted, last);
}

/// Adds what nobody gave and the usual scale offers.
void add_offered(DraftList& list, const AnswerOrder& kind) {
    const auto offered = offered_answers(kind, list.list.labels);
    if (!offered) return;
    list.list.labels = offered->labels;
    if (!offered->added.empty())
        list.doubts.push_back(
            fmt::format("nobody answered {}; usually offered with the others, so added. If not offered here, "
                        "take out the label and number the scores anew",
                        in_quotes(offered->added, "and")));
    if (!offered->perhaps.empty())
        list.doubts.push_back(
            fmt::format("was {} offered too? Nobody answered so; put what was offered into "
                        "its place and number the scores anew",
                        in_quotes(offered->perhaps, "or")));
    if (!offered->open_middle.empty())
        list.doubts.push_back(
            fmt::format("was there a middle answer such as \"{}\"? Nobody answered so. If there was, put it "
                        "into its place and number the scores anew",
                        offered->open_middle));
}

}  // namespace

std::vector<LabelCluster> cluster_labels(std::span<const LabelQuestion> questions) {
    std::vector<std::size_t> order(questions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t l, std::size_t r) {
        return questions[l].seen->answers.size() > questions[r].seen->answers.size();
    });
    std::vector<LabelCluster> clusters;
    for (const std::size_t q : order) {
        const auto home = std::find_if(clusters.begin(), clusters.end(),
                                       [&](const LabelCluster& one) { return belongs(questions[q], one); });
        if (home != clusters.end()) {
            join(*home, questions[q]);
        } else {
            clusters.emplace_back();
            join(clusters.back(), questions[q]);
        }
    }
    merge_grids(clusters);
    for (LabelCluster& cluster : clusters) std::sort(cluster.questions.begin(), cluster.questions.end());
    std::stable_sort(clusters.begin(), clusters.end(),
                     [](const auto& l, const auto& r) { return l.questions.front() < r.questions.front(); });
    return clusters;
}

std::optional<DraftList> label_list(const LabelCluster& cluster) {
    const LabelOrder first_look = order_labels(keys_in_order(cluster.answers));
    const Sorted sorted = without_spellings(cluster, first_look.kind);
    const LabelOrder order = order_labels(keys_in_order(sorted.labels));
    if (sorted.labels.size() < 2) return std::nullopt;
    if (order.kind == nullptr && cluster.questions.size() < 3) return std::nullopt;
    DraftList list;
    put_in_order(list, sorted, order);
    if (order.kind != nullptr && order.undecided.empty() && order.unknown.empty())
        add_offered(list, *order.kind);
    const int first = order.kind == nullptr ? 1 : order.kind->first;
    for (std::size_t i = 0; i < list.list.labels.size(); ++i)
        list.list.scores.push_back({first + static_cast<int>(i), 0});
    list.list.also = sorted.also;
    list.undecided = order.undecided;
    if (order.kind != nullptr) {
        list.kind = order.kind->kind;
        list.score = order.kind->score;
    }
    std::vector<std::string> unplaced;
    for (const std::size_t label : order.unknown)
        unplaced.push_back(fmt::format("\"{}\"", sorted.labels[label].text));
    if (order.kind == nullptr) {
        list.doubts.push_back("put the labels in order, from lowest to highest");
    } else if (!unplaced.empty()) {
        list.doubts.push_back(
            fmt::format("where does {} stand? Put it in its place, or among the [missing] labels",
                        base::joined(unplaced)));
    }
    for (const std::string& slip : sorted.slips)
        list.doubts.push_back(
            fmt::format("is {} a slip of the pen? If it is another answer, take it out of `also` and make "
                        "it a label",
                        slip));
    return list;
}

}  // namespace outcomes::survey
