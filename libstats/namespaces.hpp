#pragma once

// What the namespaces hold; Doxygen reads the free functions of a namespace only where it is described.

/// Outcomes of programmes: what changed between two waves of one questionnaire, and how sure that is.
namespace outcomes {

/// What every other part needs: errors, exact decimals and sums, random numbers, text.
namespace base {}

/// The statistics library: numbers in, plain struct out.
namespace stats {}

}  // namespace outcomes
