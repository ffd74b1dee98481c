// Operand generation (GPOW-1, section 5): one thread writes one 64-byte ChaCha8 block.
#pragma once
#include "chacha8.cuh"

/// out: n·K bytes, row-major. kblocks = K/64, nblocks = n·K/64, c2 = 2·m + o. Grid ceil(nblocks/128) × 128.
extern "C" __global__ void __launch_bounds__(128)
    gpow_operand(uint4* out, const Key key, uint32_t kblocks, uint32_t nblocks, uint32_t c2, uint32_t domain) {
  const uint32_t index = blockIdx.x * 128 + threadIdx.x;
  if (index >= nblocks) return;
  const uint32_t row = index / kblocks;
  uint32_t block[16];
  chacha8(key, index - row * kblocks, row, c2, domain, block);
  uint4* destination = out + static_cast<size_t>(index) * 4;
#pragma unroll
  for (int i = 0; i < 4; ++i) {
    destination[i] = make_uint4(block[4 * i], block[4 * i + 1], block[4 * i + 2], block[4 * i + 3]);
  }
}
