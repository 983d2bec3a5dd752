#pragma once

#include "cli/command_line.hpp"
#include "libstats/analysis/quick.hpp"
#include "libstats/render/formats.hpp"
#include "libstats/render/paste_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::cli {

using render::Format;

/// One place where the result goes.
struct Target {
    std::string path;  ///< "-" is standard output
    Format format = Format::text;
    bool movements = false;    ///< compare --movements: the movement tables, not the results
    bool datapackage = false;  ///< score --datapackage: what the columns of the others are
    std::optional<render::PasteForm> table = {};  ///< compare --table: in this form, whatever the format
};

enum class Color { automatic, always, never };

/// What the command line means, checked as far as that is possible without reading a file.
struct Settings {
    Verb verb = Verb::help;
    Typed typed;                         ///< options of one verb only are read by that verb
    std::vector<std::string> arguments;  ///< of help
    std::vector<std::string> studies;    ///< study files; empty in the quick form
    std::optional<analysis::QuickForm> quick;
    std::vector<std::string> waves;
    std::vector<std::string> scales;
    std::vector<std::string> methods;
    std::vector<std::string> keep;
    std::optional<double> confidence;
    std::optional<std::uint64_t> seed;
    std::vector<Target> targets;
    render::Names names = render::Names::snake;
    Color color = Color::automatic;
    bool strict = false;
    bool quiet = false;
    bool force = false;
};

/// The format that the ending of a file name says. Throws UsageError if it says none.
[[nodiscard]] Format format_of_ending(const Given& output);

/// Throws UsageError. May look for the study file in the current folder and name it on standard error.
[[nodiscard]] Settings settings_of(const Typed& typed);

}  // namespace outcomes::cli
