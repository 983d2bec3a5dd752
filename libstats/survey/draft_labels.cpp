#include "libstats/survey/draft_labels.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_words.hpp"
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

bool belongs(const LabelQuestion& question, const LabelCluster& cluster) {
    constexpr std::size_t few_people = 30;
    const std::set<std::string> own = keys_of(question.seen->answers);
    const std::set<std::string> others = keys_of(cluster.answers);
    const auto shared = static_cast<std::size_t>(
        std::count_if(own.begin(), own.end(), [&](const std::string& key) { return others.contains(key); }));
    const bool neighbours = !question.neighbourhood.empty() &&
                            std::find(cluster.neighbourhoods.begin(), cluster.neighbourhoods.end(),
                                      question.neighbourhood) != cluster.neighbourhoods.end();
    if (neighbours && shared >= 2) return true;
    if (shared < own.size() || own.empty()) return false;
    // All its answers are among the others'. That one of theirs was never given is likely, that many were not
    // is not: "no, yes" is a list of its own beside "no, maybe, rather yes, yes".
    return others.size() - own.size() <= 1 || shared >= 4 || question.seen->n_answered < few_people;
}

void join(LabelCluster& cluster, const LabelQuestion& question) {
    cluster.questions.push_back(question.question);
    cluster.neighbourhoods.push_back(question.neighbourhood);
    for (const SeenAnswer& answer : question.seen->answers) {
        const auto same = std::find_if(cluster.answers.begin(), cluster.answers.end(),
                                       [&](const SeenAnswer& other) { return other.key == answer.key; });
        if (same == cluster.answers.end())
            cluster.answers.push_back(answer);
        else
            same->count += answer.count;
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

std::vector<std::string> keys_in_order(std::span<const SeenAnswer> answers) {
    std::vector<std::string> keys;
    for (const SeenAnswer& answer : answers) keys.push_back(answer.key);
    return keys;
}

void put_in_order(DraftList& list, const Sorted& sorted, const LabelOrder& order) {
    std::vector<std::size_t> places = order.order;
    places.insert(places.end(), order.unknown.begin(), order.unknown.end());
    if (order.kind == nullptr) {
        places.resize(sorted.labels.size());
        std::iota(places.begin(), places.end(), std::size_t{0});
    }
    const int first = order.kind == nullptr ? 1 : order.kind->first;
    for (std::size_t i = 0; i < places.size(); ++i) {
        list.list.labels.push_back(sorted.labels[places[i]].text);
        list.list.scores.push_back({first + static_cast<int>(i), 0});
    }
    if (order.kind == nullptr || order.kind->middle == 0) return;
    for (const std::size_t place : order.order) {
        if (order.kind->step_of(sorted.labels[place].key) == order.kind->middle - 1)
            list.list.middle = sorted.labels[place].text;
    }
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
