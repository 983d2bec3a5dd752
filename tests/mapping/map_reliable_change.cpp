#include "libstats/stats/reliable_change.hpp"
#include "tests/mapping/mappers.hpp"

#include <string>

namespace outcomes::tests {
namespace {

/// One row of the file: a person and the groups they are compared with.
class Row {
  public:
    Row(const MapCase& one, std::size_t index) : one_(one), index_(index) {}

    [[nodiscard]] std::optional<double> at(const std::string& name) const {
        if (!one_.has_column(name)) return std::nullopt;
        return base::parse_double(one_.column(name)[index_]);
    }

  private:
    const MapCase& one_;
    std::size_t index_;
};

void map_cutoffs(const Row& row, const Sink& sink) {
    const auto mean_dys = row.at("mean_dys");
    const auto sd_dys = row.at("sd_dys");
    const auto mean_fun = row.at("mean_fun");
    const auto sd_fun = row.at("sd_fun");
    const bool complete = mean_dys && sd_dys && mean_fun && sd_fun;
    const auto cutoffs = complete ? stats::clinical_cutoffs({*mean_dys, *sd_dys}, {*mean_fun, *sd_fun})
                                  : base::Reason::no_answers;
    for (const char* key : {"cutoff_a", "cutoff_b", "cutoff_c"}) {
        if (!cutoffs) sink.none(key);
    }
    if (!cutoffs) return;
    sink.put("cutoff_a", cutoffs->a);
    sink.put("cutoff_b", cutoffs->b);
    sink.put("cutoff_c", cutoffs->c ? std::optional(*cutoffs->c) : std::nullopt);
}

void map_change(const Row& row, const Sink& sink) {
    const auto pre = row.at("pre");
    const auto post = row.at("post");
    const auto sd = row.at("sd_pre");
    const auto reliability = row.at("reliability");
    const char* const keys[] = {"sem",
                                "s_diff",
                                "rci",
                                "min_reliable_change_1.96",
                                "min_reliable_change_z",
                                "rci_edwards_nunnally_ci",
                                "zahra_hedge_rci_sd_pre_only"};
    const bool complete = pre && post && sd && reliability;
    const auto change =
        complete ? stats::reliable_change(*pre, *post, *sd, *reliability, row.at("mean_dys").value_or(*pre))
                 : base::Reason::no_answers;
    if (!change) {
        for (const char* key : keys) sink.none(key);
        return;
    }
    sink.put(keys[0], change->error.sem);
    sink.put(keys[1], change->error.s_diff);
    sink.put(keys[2], change->index);
    sink.put(keys[3], change->least_1_96);
    sink.put(keys[4], change->least_z);
    sink.put(keys[5], row.at("mean_dys") ? std::optional(change->true_score) : std::nullopt);
    sink.put(keys[6], change->index);
}

}  // namespace

void map_rci_case(const MapCase& one, Sink sink) {
    for (std::size_t i = 0; i < one.n_rows(); ++i) {
        const Row row(one, i);
        map_change(row, sink.under("rci").under(i));
        map_cutoffs(row, sink.under("rci").under(i));
    }
}

}  // namespace outcomes::tests
