// Product with mma.sync: a block of eight warps computes a 128 × 256 tile, each warp 64 × 64.
// Shared memory holds rows of 64 bytes in four 16-byte chunks, chunk c of row r at place c xor (r/2 mod 4), so that
// the eight rows of an ldmatrix lie in eight different groups of banks.
#pragma once
#include "epilogue.cuh"
#include "tile.cuh"

namespace mma {

constexpr uint32_t STEP_K = 64;
constexpr uint32_t A_BYTES = TILE_ROWS * STEP_K;
constexpr uint32_t STAGE_BYTES = A_BYTES + TILE_COLUMNS * STEP_K;
constexpr uint32_t THREADS = 256;
/// 16-byte chunks that one thread moves per stage: two of A, four of B.
constexpr int COPIES = STAGE_BYTES / 16 / THREADS;

__device__ __forceinline__ uint32_t place(uint32_t row, uint32_t chunk) {
  return row * STEP_K + ((chunk ^ ((row >> 1) & 3)) << 4);
}

__device__ __forceinline__ void load_matrices(uint32_t (&r)[4], uint32_t address) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];"
               : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
               : "r"(address)
               : "memory");
}

/// c += a·b for 16 × 8 × 32. b0: k 0…15, b1: k 16…31.
__device__ __forceinline__ void multiply(int32_t (&c)[4], const uint32_t (&a)[4], uint32_t b0, uint32_t b1) {
#ifdef GPOW_MMA_M16N8K32
  asm volatile("mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
               : "+r"(c[0]), "+r"(c[1]), "+r"(c[2]), "+r"(c[3])
               : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
#else
  // Turing has only 8 × 8 × 16: four of them, rows 0…7 then 8…15.
  constexpr auto step = [](int32_t& x, int32_t& y, uint32_t a, uint32_t b) {
    asm volatile("mma.sync.aligned.m8n8k16.row.col.s32.s8.s8.s32 {%0,%1}, {%2}, {%3}, {%0,%1};"
                 : "+r"(x), "+r"(y)
                 : "r"(a), "r"(b));
  };
  step(c[0], c[1], a[0], b0);
  step(c[0], c[1], a[2], b1);
  step(c[2], c[3], a[1], b0);
  step(c[2], c[3], a[3], b1);
#endif
}

/// One warp's share of a stage: two steps of 32 along k.
__device__ __forceinline__ void compute_stage(int32_t (&c)[4][8][4], uint32_t stage, uint32_t lane, uint32_t warpRow,
                                              uint32_t warpColumn) {
#pragma unroll
  for (uint32_t half = 0; half < 2; ++half) {
    uint32_t a[4][4];
#pragma unroll
    for (uint32_t i = 0; i < 4; ++i) {
      // Matrices in the order rows 0…7 and 8…15 of k 0…15, then of k 16…31.
      const uint32_t row = warpRow * 64 + i * 16 + (lane & 15);
      load_matrices(a[i], stage + place(row, half * 2 + (lane >> 4)));
    }
#pragma unroll
    for (uint32_t pair = 0; pair < 4; ++pair) {
      // Two neighbouring column tiles: k 0…15 and 16…31 of the first, then of the second.
      uint32_t b[4];
      const uint32_t row = warpColumn * 64 + pair * 16 + ((lane >> 4) << 3) + (lane & 7);
      load_matrices(b, stage + A_BYTES + place(row, half * 2 + ((lane >> 3) & 1)));
#pragma unroll
      for (int i = 0; i < 4; ++i) {
        multiply(c[i][2 * pair], a[i], b[0], b[1]);
        multiply(c[i][2 * pair + 1], a[i], b[2], b[3]);
      }
    }
  }
}

/// Chunk number `copy` of this thread: where it lies in the stage and where it comes from (at k = 0).
struct Chunk {
  uint32_t offset;
  const int8_t* source;
};

__device__ __forceinline__ Chunk chunk_of(int copy, const int8_t* a, const int8_t* b, uint32_t K) {
  const uint32_t index = copy * THREADS + threadIdx.x;
  const uint32_t chunk = index & 3;
  const uint32_t row = index >> 2;  // 0…127 are rows of A, 128…383 rows of B
  if (copy < 2) return {place(row, chunk), a + static_cast<size_t>(row) * K + chunk * 16};
  const uint32_t rowOfB = row - TILE_ROWS;
  return {A_BYTES + place(rowOfB, chunk), b + static_cast<size_t>(rowOfB) * K + chunk * 16};
}

}  // namespace mma
