#include "libstats/render/movements.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/items_page.hpp"
#include "libstats/render/movement_table.hpp"
#include "libstats/render/separated_writer.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <numeric>
#include <string_view>

namespace outcomes::render {
namespace {

using findings::Movement;
using findings::StudyFindings;

std::uint64_t answered_both_times(const Movement& movement) {
    std::uint64_t n = 0;
    for (std::size_t from = 0; from < movement.answers.size(); ++from) {
        for (std::size_t to = 0; to < movement.answers.size(); ++to) n += movement.at(from, to);
    }
    return n;
}

/// One row: who gave which answer before and after; a position beyond the answers is none.
struct Cell {
    std::size_t from, to;
    std::string_view move;
    std::uint64_t people, out_of;
};

void write_cell(SeparatedWriter& writer, const StudyFindings& study, const Movement& movement,
                const Cell& cell) {
    const auto is_answer = [&](std::size_t at) { return at < movement.answers.size(); };
    const auto answer = [&](std::size_t at) { return is_answer(at) ? movement.answers[at] : std::string(); };
    const auto position = [&](std::size_t at) {
        return is_answer(at) ? fmt::format("{}", at + 1) : std::string();
    };
    for (const std::string& text : {study.id, movement.term, movement.label, movement.wave_from,
                                    movement.wave_to, answer(cell.from), answer(cell.to)}) {
        writer.text(text);
    }
    writer.number(position(cell.from));
    writer.number(position(cell.to));
    writer.text(cell.move);
    writer.number(fmt::format("{}", cell.people));
    writer.number(cell.out_of == 0
                      ? ""
                      : base::shortest(static_cast<double>(cell.people) / static_cast<double>(cell.out_of)));
    writer.end_row();
}

void write_moves(SeparatedWriter& writer, const StudyFindings& study, const Movement& movement) {
    const std::uint64_t n_pairs = answered_both_times(movement);
    for (std::size_t from = 0; from <= movement.answers.size(); ++from) {
        for (std::size_t to = 0; to <= movement.answers.size(); ++to) {
            const std::string_view move = move_of(movement, from, to);
            write_cell(writer, study, movement,
                       {from, to, move, movement.at(from, to), move == "no_answer" ? 0 : n_pairs});
        }
    }
}

/// Nobody is linked: the answers of each wave.
void write_waves(SeparatedWriter& writer, const StudyFindings& study, const Movement& movement) {
    const std::size_t none = movement.answers.size();
    const auto sum = [](const auto& counts) {
        return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    };
    for (std::size_t a = 0; a < none; ++a)
        write_cell(writer, study, movement,
                   {a, none, "before", movement.count_from[a], sum(movement.count_from)});
    for (std::size_t a = 0; a < none; ++a)
        write_cell(writer, study, movement, {none, a, "after", movement.count_to[a], sum(movement.count_to)});
}

template <class Write>
std::string pages(const findings::SafeFindings& safe, std::size_t width, Write write) {
    std::string out;
    for (const StudyFindings& study : safe.get().studies) {
        if (!out.empty()) out += '\n';
        out += write(movements_page(study, safe.statement(), width));
    }
    return out;
}

}  // namespace

std::string movements_delimited(const findings::SafeFindings& findings, Separated format) {
    SeparatedWriter writer(format);
    for (const std::string_view name :
         {"study", "term", "label", "wave_from", "wave_to", "answer_from", "answer_to", "position_from",
          "position_to", "move", "people", "share"}) {
        writer.text(name);
    }
    writer.end_row();
    for (const StudyFindings& study : findings.get().studies) {
        for (const Movement& movement : study.movements) {
            movement.moves.empty() ? write_waves(writer, study, movement)
                                   : write_moves(writer, study, movement);
        }
    }
    return writer.finish();
}

std::string movements_text(const findings::SafeFindings& findings, std::size_t width) {
    return pages(findings, width, [&](const Page& page) { return page_to_text(page, width); });
}

std::string movements_markdown(const findings::SafeFindings& findings) {
    constexpr std::size_t unbounded = 1'000;
    return pages(findings, unbounded, [](const Page& page) { return page_to_markdown(page); });
}

}  // namespace outcomes::render
