#pragma once

namespace outcomes::base {

__extension__ using Int128 = __int128;            ///< exact sums and sums of squares
__extension__ using UInt128 = unsigned __int128;  ///< the same, without sign

}  // namespace outcomes::base
