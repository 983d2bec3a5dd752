#pragma once

#include "libstats/base/decimal.hpp"
#include "libstats/render/json_writer.hpp"
#include "libstats/render/separated_writer.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>

/// How the members of a row are written, one visit a kind of member (findings::MemberOf).
namespace outcomes::render {

/// As fields of a separated format: shortest numbers, "" for nothing.
template <class Row>
struct CellWriter {
    const Row& row;
    SeparatedWriter& writer;

    void operator()(std::string Row::*member) const { writer.text(row.*member); }
    void operator()(bool Row::*member) const { writer.text(row.*member ? "true" : "false"); }
    void operator()(std::optional<std::uint64_t> Row::*member) const {
        const auto& value = row.*member;
        writer.number(value ? fmt::format("{}", *value) : "");
    }
    void operator()(std::optional<double> Row::*member) const {
        const auto& value = row.*member;
        writer.number(value ? base::shortest(*value) : "");
    }
};

/// As values of a JSON document: null for nothing.
template <class Row>
struct ValueWriter {
    const Row& row;
    JsonWriter& writer;

    void operator()(std::string Row::*member) const { writer.text_or_null(row.*member); }
    void operator()(bool Row::*member) const { writer.boolean(row.*member); }
    void operator()(std::optional<std::uint64_t> Row::*member) const { writer.count(row.*member); }
    void operator()(std::optional<double> Row::*member) const { writer.number(row.*member); }
};

}  // namespace outcomes::render
