#include "libstats/survey/link_people.hpp"

#include "libstats/survey/cell_message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace outcomes::survey {
namespace {

using WavePairIndex = std::pair<std::size_t, std::size_t>;

/// Which person each coded sheet is, and the sheet of each person in every wave.
class People {
  public:
    /// @param persons  one a coded sheet of each wave; `none`: nobody is known yet
    explicit People(std::vector<std::vector<std::uint32_t>> persons) : person_(std::move(persons)) {
        for (const auto& wave : person_) {
            for (const std::uint32_t person : wave) {
                if (person != none) n_ = std::max(n_, person + 1);
            }
        }
        for (auto& wave : person_) {
            auto& ids = has_id_.emplace_back();
            for (std::uint32_t& person : wave) {
                ids.push_back(person == none ? 0 : 1);
                if (person == none) person = n_++;
            }
        }
        for (const auto& wave : person_) {
            auto& sheets = sheet_.emplace_back(n_, none);
            for (std::uint32_t i = 0; i < wave.size(); ++i) sheets[wave[i]] = i;
        }
    }

    [[nodiscard]] std::uint32_t of(std::size_t wave, std::uint32_t sheet) const {
        return person_[wave][sheet];
    }
    /// The sheet of the same person in another wave; `none` if there is none.
    [[nodiscard]] std::uint32_t partner(std::size_t wave, std::uint32_t sheet, std::size_t other) const {
        return sheet_[other][of(wave, sheet)];
    }
    /// Whether the person has a sheet in a wave strictly between the two.
    [[nodiscard]] bool met_between(std::size_t wave, std::uint32_t sheet, WavePairIndex pair) const {
        for (std::size_t w = pair.first + 1; w < pair.second; ++w) {
            if (partner(wave, sheet, w) != none) return true;
        }
        return false;
    }
    /// Makes one person of the two. False if they have sheets in one wave: they cannot be one.
    bool join(std::size_t wave_from, std::uint32_t from, std::size_t wave_to, std::uint32_t to) {
        const std::uint32_t kept = of(wave_from, from);
        const std::uint32_t merged = of(wave_to, to);
        for (const auto& sheets : sheet_) {
            if (sheets[kept] != none && sheets[merged] != none) return false;
        }
        for (std::size_t w = 0; w < sheet_.size(); ++w) {
            if (sheet_[w][merged] == none) continue;
            sheet_[w][kept] = sheet_[w][merged];
            person_[w][sheet_[w][kept]] = kept;
            sheet_[w][merged] = none;
        }
        return true;
    }
    /// Makes the sheet a person of its own.
    void part(std::size_t wave, std::uint32_t sheet) {
        sheet_[wave][of(wave, sheet)] = none;
        person_[wave][sheet] = n_++;
        for (auto& sheets : sheet_) sheets.push_back(none);
        sheet_[wave].back() = sheet;
    }
    /// Persons of the first `n` sheets of a wave; `none` for somebody without an id who was not joined.
    [[nodiscard]] std::vector<std::uint32_t> numbers(std::size_t wave, std::size_t n) const {
        std::vector<std::uint32_t> all(person_[wave].begin(),
                                       person_[wave].begin() + static_cast<std::ptrdiff_t>(n));
        for (std::uint32_t sheet = 0; sheet < n; ++sheet) {
            if (has_id_[wave][sheet] == 0 && is_alone(all[sheet])) all[sheet] = none;
        }
        return all;
    }

  private:
    [[nodiscard]] bool is_alone(std::uint32_t person) const {
        return std::count_if(sheet_.begin(), sheet_.end(),
                             [&](const auto& sheets) { return sheets[person] != none; }) < 2;
    }

    std::vector<std::vector<std::uint32_t>> person_;  ///< by wave and coded sheet
    std::vector<std::vector<std::uint32_t>> sheet_;   ///< by wave and person
    std::vector<std::vector<std::uint8_t>> has_id_;   ///< by wave and coded sheet
    std::uint32_t n_ = 0;
};

/// Neighbours first, then waves one apart, and so on.
std::vector<WavePairIndex> wave_pairs(std::size_t n) {
    std::vector<WavePairIndex> pairs;
    for (std::size_t apart = 1; apart < n; ++apart) {
        for (std::size_t w = 0; w + apart < n; ++w) pairs.emplace_back(w, w + apart);
    }
    return pairs;
}

People known_people(const Responses& responses) {
    std::vector<std::vector<std::uint32_t>> persons;
    for (const WaveData& wave : responses.waves) {
        persons.push_back(wave.person);
        persons.back().resize(n_coded(wave), none);
    }
    return People(std::move(persons));
}

bool is_whole(const CodedWave& wave, std::size_t sheet) {
    if (wave.site_of(sheet) == 0) return false;
    if (wave.is_piece(sheet)) return true;
    for (std::size_t e = 0; e < wave.n_elements; ++e) {
        if (wave.at(sheet, e) == 0) return false;
    }
    return true;
}

class Linker {
  public:
    Linker(const Study& study, Responses& responses, std::vector<base::Diagnostic>& defects)
        : study_(study), responses_(responses), defects_(defects), people_(known_people(responses)) {}

    LinkReport run() {
        report_.codes = read_codes(study_, responses_.waves);
        report_.traits = read_traits(study_, responses_.waves);
        decisions_ = read_decisions(study_, responses_, defects_);
        apply_refusals();
        for (const WavePairIndex& pair : wave_pairs(responses_.waves.size())) begin(pair);
        if (study_.link->normalise) {
            for (WaveLinks& links : report_.between) match_tidied(links);
        }
        for (WaveLinks& links : report_.between) count_whole(links);
        store(&WaveData::person_strict);
        apply_confirmations();
        for (WaveLinks& links : report_.between) match_tolerant(links);
        store(&WaveData::person);
        drop_needless_copies();
        for (WaveLinks& links : report_.between) {
            std::sort(links.matches.begin(), links.matches.end(),
                      [](const Match& l, const Match& r) { return l.from < r.from; });
        }
        return std::move(report_);
    }

  private:
    void begin(WavePairIndex pair) {
        WaveLinks& links = report_.between.emplace_back();
        links.wave_from = pair.first;
        links.wave_to = pair.second;
        links.confirmers = confirmers_of(study_, report_.traits[pair.first], report_.traits[pair.second]);
        links.years = years_between(date_of(pair.first), date_of(pair.second));
        const std::size_t n = n_coded(responses_.waves[pair.first]);
        for (std::uint32_t from = 0; from < n; ++from) {
            const std::uint32_t to = people_.partner(pair.first, from, pair.second);
            if (to == none || people_.met_between(pair.first, from, pair)) continue;
            links.matches.push_back({from, to, MatchKind::exact, no_element, said(links, from, to)});
        }
    }

    [[nodiscard]] const std::string& date_of(std::size_t wave) const {
        return study_.find_wave(responses_.waves[wave].id)->date;
    }

    [[nodiscard]] Confirmers confirmers(const WaveLinks& links) const {
        return {links.confirmers, report_.traits[links.wave_from], report_.traits[links.wave_to],
                links.years};
    }

    [[nodiscard]] Confirmation said(const WaveLinks& links, std::uint32_t from, std::uint32_t to) const {
        return confirmers(links).compare(from, to);
    }

    /// The codes of one of the two waves, those of people who are linked between them being out.
    [[nodiscard]] CodedWave still_open(std::size_t wave, std::size_t other) const {
        CodedWave codes = report_.codes[wave];
        for (std::uint32_t sheet = 0; sheet < codes.size(); ++sheet) {
            if (people_.partner(wave, sheet, other) != none) codes.standing[sheet] = Standing::out;
        }
        return codes;
    }

    [[nodiscard]] std::vector<SheetPair> refused(const WaveLinks& links) const {
        std::vector<SheetPair> pairs;
        for (const LinkDecision& decision : decisions_) {
            const bool here = decision.wave_from == links.wave_from && decision.wave_to == links.wave_to;
            if (here && !decision.same_person) pairs.emplace_back(decision.from, decision.to);
        }
        std::sort(pairs.begin(), pairs.end());
        return pairs;
    }

    bool join(WaveLinks& links, const AlikePair& pair, MatchKind kind) {
        if (!people_.join(links.wave_from, pair.from, links.wave_to, pair.to)) return false;
        links.matches.push_back({pair.from, pair.to, kind, pair.element, said(links, pair.from, pair.to)});
        return true;
    }

    void match_tidied(WaveLinks& links) {
        CodedWave from = still_open(links.wave_from, links.wave_to);
        CodedWave to = still_open(links.wave_to, links.wave_from);
        const std::vector<SheetPair> no = refused(links);
        for (const AlikePair& pair : same_codes(from, to)) {
            if (!std::binary_search(no.begin(), no.end(), SheetPair(pair.from, pair.to)))
                join(links, pair, MatchKind::tidied);
        }
    }

    [[nodiscard]] std::size_t n_whole(std::size_t wave, const WaveLinks& links) const {
        const CodedWave& codes = report_.codes[wave];
        std::size_t n = 0;
        for (std::uint32_t sheet = 0; sheet < codes.size(); ++sheet) {
            const bool counts = codes.standing[sheet] == Standing::open && is_whole(codes, sheet) &&
                                !people_.met_between(wave, sheet, {links.wave_from, links.wave_to});
            if (counts) ++n;
        }
        return n;
    }

    void count_whole(WaveLinks& links) const {
        links.n_whole_from = n_whole(links.wave_from, links);
        links.n_whole_to = n_whole(links.wave_to, links);
    }

    void match_tolerant(WaveLinks& links) {
        CodedWave from = still_open(links.wave_from, links.wave_to);
        CodedWave to = still_open(links.wave_to, links.wave_from);
        static_cast<void>(same_codes(from, to));  // marks what stands twice
        links.pass = tolerant_pass(from, to, confirmers(links), refused(links));
        links.standing_from = std::move(from.standing);
        links.standing_to = std::move(to.standing);
        const bool accept = study_.link->tolerance == Tolerance::tolerant;
        for (Likeness& one : links.pass.likenesses) {
            if (one.fate == Fate::accepted && accept) {
                if (join(links, one.pair, MatchKind::tolerant)) continue;
                one.fate = Fate::tied;  // each of the two has another sheet in the same wave
            }
            links.likenesses.push_back(one);
        }
        links.pass.likenesses.clear();
    }

    void apply_refusals() {
        for (const LinkDecision& decision : decisions_) {
            const bool linked =
                people_.partner(decision.wave_from, decision.from, decision.wave_to) == decision.to;
            if (linked && !decision.same_person) people_.part(decision.wave_to, decision.to);
        }
    }

    void apply_confirmations() {
        for (const LinkDecision& decision : decisions_) {
            if (!decision.same_person) continue;
            if (people_.partner(decision.wave_from, decision.from, decision.wave_to) == decision.to) continue;
            const auto links =
                std::find_if(report_.between.begin(), report_.between.end(), [&](const auto& one) {
                    return one.wave_from == decision.wave_from && one.wave_to == decision.wave_to;
                });
            const bool set_aside = decision.from >= responses_.waves[decision.wave_from].size() ||
                                   decision.to >= responses_.waves[decision.wave_to].size();
            const AlikePair pair{decision.from, decision.to, no_element};
            if (links == report_.between.end() || set_aside || !join(*links, pair, MatchKind::decided))
                refuse(decision, set_aside);
        }
    }

    void refuse(const LinkDecision& decision, bool set_aside) {
        base::Diagnostic diagnostic;
        diagnostic.code = "link.decision";
        diagnostic.place = decision.place;
        diagnostic.message =
            set_aside ? "one of these sheets is set aside, because its code stands twice in its wave"
                      : "one of these people is already matched with somebody else";
        diagnostic.help = set_aside ? "correct the code in the data, or leave the decision blank"
                                    : "write no here, or no for the other match";
        defects_.push_back(std::move(diagnostic));
    }

    void store(std::vector<std::uint32_t> WaveData::*member) {
        for (std::size_t w = 0; w < responses_.waves.size(); ++w) {
            WaveData& wave = responses_.waves[w];
            wave.*member = people_.numbers(w, wave.size());
        }
    }

    void drop_needless_copies() {
        const bool same = std::all_of(responses_.waves.begin(), responses_.waves.end(),
                                      [](const WaveData& wave) { return wave.person == wave.person_strict; });
        if (!same) return;
        for (WaveData& wave : responses_.waves) wave.person_strict.clear();
    }

    const Study& study_;
    Responses& responses_;
    std::vector<base::Diagnostic>& defects_;
    People people_;
    LinkReport report_;
    std::vector<LinkDecision> decisions_;
};

}  // namespace

LinkReport link_people(const Study& study, Responses& responses, std::vector<base::Diagnostic>& defects) {
    return Linker(study, responses, defects).run();
}

}  // namespace outcomes::survey
