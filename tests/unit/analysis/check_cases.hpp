#pragma once

#include "libstats/analysis/check.hpp"

#include <array>
#include <functional>
#include <string>
#include <vector>

/// A sound study, ways to spoil it, and what `check` has to say of each.
namespace outcomes::tests {

/// What people tick, from low to high.
inline constexpr std::array<const char*, 5> agree{"Strongly disagree", "Disagree", "Neither", "Agree",
                                                  "Strongly agree"};

/// A file, cell by cell; the header first.
struct Sheet {
    std::vector<std::vector<std::string>> rows;

    [[nodiscard]] std::size_t column(const std::string& name) const;
    /// Cell of a person, from 1.
    std::string& at(std::size_t person, const std::string& name) { return rows[person][column(name)]; }
    void fill(const std::string& name, const std::string& text);
    void replace(const std::string& name, const std::string& from, const std::string& to);
    void rename(const std::string& from, const std::string& to) { rows[0][column(from)] = to; }
};

struct Files {
    std::string toml;
    Sheet first;
    Sheet second;
};

const std::vector<std::string>& items();
Files sound_files();

void insert_after(std::string& text, const std::string& mark, const std::string& more);
void change(std::string& text, const std::string& from, const std::string& to);
void answer_all(Sheet& sheet, std::size_t person, const std::vector<std::string>& names, const char* text);
void keep_people(Sheet& sheet, std::size_t n);
void swap_columns(Sheet& sheet, const std::string& a, const std::string& b);
void add_column(Sheet& sheet, const std::string& name, const std::function<std::string(std::size_t)>& text);
/// Two more header rows, with the text of each question and the platform's own name for it.
void add_header_rows(Sheet& sheet);
void add_days(Files& files, const std::string& first, const std::string& second);
void add_durations(Files& files, std::size_t n_known);

/// What is done to sound files, and the code that must, or must not, follow.
struct CheckCase {
    const char* why;
    std::function<void(Files&)> change;
    const char* code;
    bool expected;
    const char* part;  ///< of message or found
};
/// About who answered: ids, links, weights, groups, sheets sent twice, sex and age.
const std::vector<CheckCase>& cases_about_people();
/// About what was answered: lists, waves that differ, scales, patterns, times, texts.
const std::vector<CheckCase>& cases_about_answers();

}  // namespace outcomes::tests
