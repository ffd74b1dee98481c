// What every product kernel does with its accumulators (GPOW-1, sections 6 and 7).
#pragma once
#include <cstdint>
#include "chacha8.cuh"

/// Bits 6…13 of four accumulators, packed in the order of an item's lane.
__device__ __forceinline__ uint32_t product_bytes(int32_t c0, int32_t c1, int32_t c2, int32_t c3) {
  const uint32_t low = __byte_perm(static_cast<uint32_t>(c0) >> 6, static_cast<uint32_t>(c1) >> 6, 0x0040);
  const uint32_t high = __byte_perm(static_cast<uint32_t>(c2) >> 6, static_cast<uint32_t>(c3) >> 6, 0x0040);
  return __byte_perm(low, high, 0x5410);
}

/// Writes one strip: eight items of product bytes and the lane's digest word.
/// `c`: 32 accumulators, [f][q] in the order of section 7. `row16` and `column64` count strips down and across.
__device__ __forceinline__ void write_strip(const int32_t (&c)[8][4], uint32_t lane, uint32_t row16, uint32_t column64,
                                            uint32_t n, uint32_t* product, uint32_t* digests) {
  const size_t firstItem = static_cast<size_t>(row16) * (n / 8) + column64 * 8;
  uint32_t h = 0x6a09e667 ^ lane;
#pragma unroll
  for (int f = 0; f < 8; ++f) {
#pragma unroll
    for (int q = 0; q < 4; ++q) h = (rotate_left(h, 5) ^ static_cast<uint32_t>(c[f][q])) * 0x9E3779B1;
    product[(firstItem + f) * 32 + lane] = product_bytes(c[f][0], c[f][1], c[f][2], c[f][3]);
  }
  const size_t strip = static_cast<size_t>(row16) * (n / 64) + column64;
  digests[strip * 32 + lane] = h;
}
