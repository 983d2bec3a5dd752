#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/table.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <memory>
#include <span>
#include <vector>

namespace outcomes::survey {

/// The files of one wave.
struct WaveFiles {
    std::vector<std::shared_ptr<const io::Table>> tables;
    std::vector<std::shared_ptr<const ExportLayout>> layouts;  ///< as in WaveData
    bool complete = true;  ///< false: a file could not be read, or misses a column
};

/// Opens the files of all waves, each file once (the same path, read in the same way), looks for the columns
/// that the waves need, and reads the union of them. Where the study file does not say how a file is laid
/// out, that is recognised from its first records. What is wrong is added to `defects`; nothing is thrown.
[[nodiscard]] std::vector<WaveFiles> read_wave_files(const Study& study, std::span<const Wave* const> waves,
                                                     const LoadOptions& options,
                                                     std::vector<base::Diagnostic>& defects);

}  // namespace outcomes::survey
