#pragma once

#include "libstats/findings/description.hpp"

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace outcomes::render {

/// The figures of one study by what they are about, for pages that put them side by side.
class DescriptionIndex {
  public:
    using Row = findings::Description;

    explicit DescriptionIndex(const findings::StudyDescription& study);

    /// The figure of a scale in a wave, or of a question apart from any scale; nullptr if there is none.
    [[nodiscard]] const Row* find(std::string_view wave, std::string_view term,
                                  std::string_view statistic) const;
    /// The figure of an item within a scale.
    [[nodiscard]] const Row* find_within(std::string_view scale, std::string_view wave, std::string_view term,
                                         std::string_view statistic) const;
    /// The figure of test and retest.
    [[nodiscard]] const Row* find_retest(std::string_view from, std::string_view to, std::string_view term,
                                         std::string_view statistic) const;
    /// The counts of a question's answers, or of its kinds of missing answers, in order.
    [[nodiscard]] std::vector<const Row*> answers(std::string_view wave, std::string_view term,
                                                  std::string_view statistic) const;
    /// One row a term of a level ("scale", "question"), in order.
    [[nodiscard]] const std::vector<const Row*>& terms(const std::string& level) const;
    /// One row an item of a scale, in order.
    [[nodiscard]] const std::vector<const Row*>& items(const std::string& scale) const;

  private:
    /// wave, wave_to, scale of an item, term, statistic
    using Key =
        std::tuple<std::string_view, std::string_view, std::string_view, std::string_view, std::string_view>;

    std::map<Key, const Row*> figures_;
    std::map<Key, std::vector<const Row*>> answers_;
    std::map<std::string, std::vector<const Row*>, std::less<>> terms_;
    std::map<std::string, std::vector<const Row*>, std::less<>> items_;
};

}  // namespace outcomes::render
