#pragma once

#include "libstats/base/hash.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace outcomes::analysis {

/// A data file in which the codes are replaced.
struct PseudonymisedFile {
    std::string path;            ///< of the file that was read
    std::string bytes;           ///< every byte as it was, but for the code's cells
    std::size_t n_replaced = 0;  ///< records with a pseudonym
    std::size_t n_blanked = 0;   ///< records whose code is not whole: its parts are taken out
};

/// The files of a study with every code replaced by a pseudonym: p and 32 hexadecimal digits of the
/// HMAC-SHA-256 of the whole tidied code (and site). The same code gives the same pseudonym in every wave, so
/// the study file stays true for the new files. Where [link] matches codes that differ, both sheets get the
/// pseudonym of the earlier one, since pseudonyms cannot be matched tolerantly any more. All records are
/// replaced, those too that the study leaves out.
///
/// A code is hashed whole, never element by element: an element has so few values (31 days, 26 letters) that
/// counting how often each hash occurs tells them apart without the key. Where the code has several columns,
/// each of them gets the whole code's pseudonym. A code with missing elements that nobody was matched by is
/// taken out, since its parts would stand there in plain.
///
/// Throws base::InputError: no id column, standard input, a file in UTF-16 or of a kind that is not delimited
/// text.
[[nodiscard]] std::vector<PseudonymisedFile> pseudonymised(const survey::Study& study,
                                                           const base::SecretKey& key);

}  // namespace outcomes::analysis
