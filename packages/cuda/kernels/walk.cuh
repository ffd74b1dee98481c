// The walk (GPOW-1, section 10): eight lanes carry one walker, four state words each.
#pragma once
#include "chacha8.cuh"

/// Base addresses of the slabs that hold the product bytes; passed by value. Unused entries are 0.
struct Slabs {
  uint64_t base[64];
};

namespace walk {

constexpr uint32_t START_DOMAIN = 0x77616c6b;  // "walk"
constexpr uint32_t MIX = 0x9E3779B1;

__device__ __forceinline__ uint32_t finalize(uint32_t z) {
  z ^= z >> 16;
  z *= 0x85ebca6b;
  z ^= z >> 13;
  z *= 0xc2b2ae35;
  z ^= z >> 16;
  return z;
}

}  // namespace walk

/// slabItems: items per slab. out: 32·W bytes. Grid W·8/256 × 256.
extern "C" __global__ void __launch_bounds__(256)
    gpow_walk(const Slabs slabs, uint32_t slabItems, uint32_t nItems, const Key key, uint32_t S, uint32_t W,
              uint32_t* out) {
  // Parameters cannot be indexed by a register without a copy to local memory: keep the table in shared memory.
  __shared__ uint64_t base[64];
  if (threadIdx.x == 0) {
#pragma unroll
    for (int i = 0; i < 64; ++i) base[i] = slabs.base[i];
  }
  __syncthreads();

  const uint32_t thread = blockIdx.x * 256 + threadIdx.x;
  const uint32_t walker = thread >> 3;
  const uint32_t lane = thread & 7;
  if (walker >= W) return;  // W is a multiple of 32, so whole warps leave.

  uint32_t block[16];
  chacha8(key, walker, lane >> 2, 0, walk::START_DOMAIN, block);
  uint32_t state[4];
  const uint32_t quad = lane & 3;
#pragma unroll
  for (int i = 0; i < 4; ++i) {
    const uint32_t low = quad & 1 ? block[4 + i] : block[i];
    const uint32_t high = quad & 1 ? block[12 + i] : block[8 + i];
    state[i] = quad & 2 ? high : low;
  }

#pragma unroll 2
  for (uint32_t step = 0; step < S; ++step) {
    uint32_t z = state[0] ^ rotate_left(state[1], 8) ^ rotate_left(state[2], 16) ^ rotate_left(state[3], 24);
    z ^= __shfl_xor_sync(0xffffffff, z, 1);
    z ^= __shfl_xor_sync(0xffffffff, z, 2);
    z ^= __shfl_xor_sync(0xffffffff, z, 4);
    const uint32_t item = __umulhi(walk::finalize(z), nItems);
    const uint32_t slab = item / slabItems;
    const uint4* data = reinterpret_cast<const uint4*>(base[slab]) + static_cast<size_t>(item - slab * slabItems) * 8;
    const uint4 d = __ldg(data + lane);  // the products are read-only by now; this also names the address space
    state[0] = (rotate_left(state[0], 11) ^ d.x) * walk::MIX + step;
    state[1] = (rotate_left(state[1], 11) ^ d.y) * walk::MIX + step;
    state[2] = (rotate_left(state[2], 11) ^ d.z) * walk::MIX + step;
    state[3] = (rotate_left(state[3], 11) ^ d.w) * walk::MIX + step;
  }

  uint32_t digest = (state[0] * walk::MIX) ^ state[1];
  digest = (digest * walk::MIX) ^ state[2];
  digest = (digest * walk::MIX) ^ state[3];
  out[static_cast<size_t>(walker) * 8 + lane] = digest;
}
