// gpow_gemm for compute capability 8.0 and later: four stages filled by cp.async.
#pragma once
#define GPOW_MMA_M16N8K32
#include "gemm-mma.cuh"

namespace mma {

constexpr int STAGES = 4;

__device__ __forceinline__ void fetch(uint32_t stage, const int8_t* a, const int8_t* b, uint32_t K, uint32_t k) {
#pragma unroll
  for (int copy = 0; copy < COPIES; ++copy) {
    const Chunk chunk = chunk_of(copy, a, b, K);
    copy_async(stage + chunk.offset, chunk.source + k);
  }
}

}  // namespace mma

/// A, B: n×K int8, row-major. P: n² bytes in item order. D: n²/8 bytes in strip order.
/// Grid (n/128)·(n/256) × 256, 98 304 bytes of dynamic shared memory.
extern "C" __global__ void __launch_bounds__(256, 1)
    gpow_gemm(const int8_t* A, const int8_t* B, uint32_t* P, uint32_t* D, uint32_t n, uint32_t K) {
  extern __shared__ __align__(128) uint8_t stages[];
  const uint32_t base = shared_address(stages);
  const Tile tile = tile_of_block(blockIdx.x, n);
  const int8_t* a = A + static_cast<size_t>(tile.row) * TILE_ROWS * K;
  const int8_t* b = B + static_cast<size_t>(tile.column) * TILE_COLUMNS * K;
  const uint32_t lane = threadIdx.x & 31;
  const uint32_t warp = threadIdx.x >> 5;
  const uint32_t warpRow = warp >> 2;
  const uint32_t warpColumn = warp & 3;
  const uint32_t steps = K / mma::STEP_K;

  int32_t c[4][8][4] = {};
#pragma unroll
  for (int stage = 0; stage < mma::STAGES - 1; ++stage) {
    mma::fetch(base + stage * mma::STAGE_BYTES, a, b, K, stage * mma::STEP_K);
    commit_copies();
  }
#pragma unroll 1
  for (uint32_t step = 0; step < steps; ++step) {
    wait_copies<mma::STAGES - 2>();
    // Behind the barrier everybody's copies have landed, and everybody has finished the stage that is filled next.
    __syncthreads();
    const uint32_t next = step + mma::STAGES - 1;
    if (next < steps) {
      mma::fetch(base + (next % mma::STAGES) * mma::STAGE_BYTES, a, b, K, next * mma::STEP_K);
    }
    commit_copies();  // also when empty: the count of groups is what wait_copies relies on
    mma::compute_stage(c, base + (step % mma::STAGES) * mma::STAGE_BYTES, lane, warpRow, warpColumn);
  }

  const uint32_t row16 = (tile.row * TILE_ROWS + warpRow * 64) / 16;
  const uint32_t column64 = tile.column * (TILE_COLUMNS / 64) + warpColumn;
#pragma unroll
  for (int i = 0; i < 4; ++i) write_strip(c[i], lane, row16 + i, column64, n, P, D);
}
