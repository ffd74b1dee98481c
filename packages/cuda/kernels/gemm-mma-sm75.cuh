// gpow_gemm for compute capability 7.5: no cp.async, so the next stage waits in registers.
#pragma once
#include "gemm-mma.cuh"

/// A, B: n×K int8, row-major. P: n² bytes in item order. D: n²/8 bytes in strip order.
/// Grid (n/128)·(n/256) × 256, 49 152 bytes of dynamic shared memory.
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

  uint4 held[mma::COPIES];
#pragma unroll
  for (int copy = 0; copy < mma::COPIES; ++copy) {
    held[copy] = *reinterpret_cast<const uint4*>(mma::chunk_of(copy, a, b, K).source);
  }
#pragma unroll
  for (int copy = 0; copy < mma::COPIES; ++copy) {
    *reinterpret_cast<uint4*>(stages + mma::chunk_of(copy, a, b, K).offset) = held[copy];
  }
  __syncthreads();

  int32_t c[4][8][4] = {};
#pragma unroll 1
  for (uint32_t step = 0; step < steps; ++step) {
    const bool more = step + 1 < steps;
    if (more) {
#pragma unroll
      for (int copy = 0; copy < mma::COPIES; ++copy) {
        const int8_t* source = mma::chunk_of(copy, a, b, K).source + (step + 1) * mma::STEP_K;
        held[copy] = *reinterpret_cast<const uint4*>(source);
      }
    }
    mma::compute_stage(c, base + (step & 1) * mma::STAGE_BYTES, lane, warpRow, warpColumn);
    if (more) {
      // The other stage was last read before the previous barrier.
      uint8_t* stage = stages + ((step + 1) & 1) * mma::STAGE_BYTES;
#pragma unroll
      for (int copy = 0; copy < mma::COPIES; ++copy) {
        *reinterpret_cast<uint4*>(stage + mma::chunk_of(copy, a, b, K).offset) = held[copy];
      }
    }
    __syncthreads();
  }

  const uint32_t row16 = (tile.row * TILE_ROWS + warpRow * 64) / 16;
  const uint32_t column64 = tile.column * (TILE_COLUMNS / 64) + warpColumn;
#pragma unroll
  for (int i = 0; i < 4; ++i) write_strip(c[i], lane, row16 + i, column64, n, P, D);
}
