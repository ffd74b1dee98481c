// gpow_gemm for compute capability 9.0: two warpgroups compute a 128 × 256 tile, each 64 × 256 by wgmma m64n256k32.
// Shared memory holds rows of 128 bytes in the layout "K-major, 128-byte swizzle": 16-byte chunk c of row r at place
// c xor (r mod 8), in groups of eight rows (1024 bytes).
#pragma once
#include "epilogue.cuh"
#include "tile.cuh"

namespace wgmma {

constexpr uint32_t STEP_K = 128;
constexpr uint32_t A_BYTES = TILE_ROWS * STEP_K;
constexpr uint32_t STAGE_BYTES = A_BYTES + TILE_COLUMNS * STEP_K;
constexpr uint32_t THREADS = 256;
constexpr int STAGES = 4;
/// Stages fetched ahead. Two, not three: a stage may be filled again only when both warpgroups have *finished* reading
/// it, and one multiplication is always left running across the barrier.
constexpr int AHEAD = 2;

/// Matrix descriptor of a K-major operand with 128-byte swizzle: address/16, distance of eight-row groups/16 = 64, mode 1.
__device__ __forceinline__ uint64_t descriptor(uint32_t address) {
  return static_cast<uint64_t>((address & 0x3ffff) >> 4) | (1ull << 16) | (64ull << 32) | (1ull << 62);
}

__device__ __forceinline__ void arrive() { asm volatile("wgmma.fence.sync.aligned;" ::: "memory"); }
__device__ __forceinline__ void commit() { asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory"); }
template <int PENDING>
__device__ __forceinline__ void wait() {
  asm volatile("wgmma.wait_group.sync.aligned %0;" ::"n"(PENDING) : "memory");
}

/// Pins the accumulators here: without it the compiler, which sees no dependency, may read them before the wait.
__device__ __forceinline__ void pin(int32_t (&c)[4][8][4]) {
#pragma unroll
  for (int i = 0; i < 128; ++i) asm volatile("" : "+r"(c[i / 32][i / 4 % 8][i % 4])::"memory");
}

__device__ __forceinline__ void fetch(uint32_t stage, const int8_t* a, const int8_t* b, uint32_t K, uint32_t k) {
  const uint32_t chunk = threadIdx.x & 7;
  const uint32_t firstRow = threadIdx.x >> 3;  // 32 rows per round: four rounds of A, eight of B
  const uint32_t offset = firstRow * STEP_K + ((chunk ^ (firstRow & 7)) << 4);
  const size_t source = static_cast<size_t>(firstRow) * K + k + chunk * 16;
#pragma unroll
  for (uint32_t round = 0; round < 4; ++round) {
    copy_async(stage + offset + round * 32 * STEP_K, a + source + static_cast<size_t>(round) * 32 * K);
  }
#pragma unroll
  for (uint32_t round = 0; round < 8; ++round) {
    copy_async(stage + A_BYTES + offset + round * 32 * STEP_K, b + source + static_cast<size_t>(round) * 32 * K);
  }
}

/// c += A·Bᵀ for 64 × 256 × 32; asynchronous: c may be read only after wait.
__device__ __forceinline__ void multiply(int32_t (&c)[4][8][4], uint64_t a, uint64_t b) {
  // clang-format off
  asm volatile(
      "{ .reg .pred accumulate; setp.eq.u32 accumulate, 0, 0; "
      "wgmma.mma_async.sync.aligned.m64n256k32.s32.s8.s8 {"
      "%0,%1,%2,%3,%4,%5,%6,%7,%8,%9,%10,%11,%12,%13,%14,%15,"
      "%16,%17,%18,%19,%20,%21,%22,%23,%24,%25,%26,%27,%28,%29,%30,%31,"
      "%32,%33,%34,%35,%36,%37,%38,%39,%40,%41,%42,%43,%44,%45,%46,%47,"
      "%48,%49,%50,%51,%52,%53,%54,%55,%56,%57,%58,%59,%60,%61,%62,%63,"
      "%64,%65,%66,%67,%68,%69,%70,%71,%72,%73,%74,%75,%76,%77,%78,%79,"
      "%80,%81,%82,%83,%84,%85,%86,%87,%88,%89,%90,%91,%92,%93,%94,%95,"
      "%96,%97,%98,%99,%100,%101,%102,%103,%104,%105,%106,%107,%108,%109,%110,%111,"
      "%112,%113,%114,%115,%116,%117,%118,%119,%120,%121,%122,%123,%124,%125,%126,%127"
      "}, %128, %129, accumulate; }"
      : "+r"(c[0][0][0]), "+r"(c[0][0][1]), "+r"(c[0][0][2]), "+r"(c[0][0][3]),
      "+r"(c[0][1][0]), "+r"(c[0][1][1]), "+r"(c[0][1][2]), "+r"(c[0][1][3]),
      "+r"(c[0][2][0]), "+r"(c[0][2][1]), "+r"(c[0][2][2]), "+r"(c[0][2][3]),
      "+r"(c[0][3][0]), "+r"(c[0][3][1]), "+r"(c[0][3][2]), "+r"(c[0][3][3]),
      "+r"(c[0][4][0]), "+r"(c[0][4][1]), "+r"(c[0][4][2]), "+r"(c[0][4][3]),
      "+r"(c[0][5][0]), "+r"(c[0][5][1]), "+r"(c[0][5][2]), "+r"(c[0][5][3]),
      "+r"(c[0][6][0]), "+r"(c[0][6][1]), "+r"(c[0][6][2]), "+r"(c[0][6][3]),
      "+r"(c[0][7][0]), "+r"(c[0][7][1]), "+r"(c[0][7][2]), "+r"(c[0][7][3]),
      "+r"(c[1][0][0]), "+r"(c[1][0][1]), "+r"(c[1][0][2]), "+r"(c[1][0][3]),
      "+r"(c[1][1][0]), "+r"(c[1][1][1]), "+r"(c[1][1][2]), "+r"(c[1][1][3]),
      "+r"(c[1][2][0]), "+r"(c[1][2][1]), "+r"(c[1][2][2]), "+r"(c[1][2][3]),
      "+r"(c[1][3][0]), "+r"(c[1][3][1]), "+r"(c[1][3][2]), "+r"(c[1][3][3]),
      "+r"(c[1][4][0]), "+r"(c[1][4][1]), "+r"(c[1][4][2]), "+r"(c[1][4][3]),
      "+r"(c[1][5][0]), "+r"(c[1][5][1]), "+r"(c[1][5][2]), "+r"(c[1][5][3]),
      "+r"(c[1][6][0]), "+r"(c[1][6][1]), "+r"(c[1][6][2]), "+r"(c[1][6][3]),
      "+r"(c[1][7][0]), "+r"(c[1][7][1]), "+r"(c[1][7][2]), "+r"(c[1][7][3]),
      "+r"(c[2][0][0]), "+r"(c[2][0][1]), "+r"(c[2][0][2]), "+r"(c[2][0][3]),
      "+r"(c[2][1][0]), "+r"(c[2][1][1]), "+r"(c[2][1][2]), "+r"(c[2][1][3]),
      "+r"(c[2][2][0]), "+r"(c[2][2][1]), "+r"(c[2][2][2]), "+r"(c[2][2][3]),
      "+r"(c[2][3][0]), "+r"(c[2][3][1]), "+r"(c[2][3][2]), "+r"(c[2][3][3]),
      "+r"(c[2][4][0]), "+r"(c[2][4][1]), "+r"(c[2][4][2]), "+r"(c[2][4][3]),
      "+r"(c[2][5][0]), "+r"(c[2][5][1]), "+r"(c[2][5][2]), "+r"(c[2][5][3]),
      "+r"(c[2][6][0]), "+r"(c[2][6][1]), "+r"(c[2][6][2]), "+r"(c[2][6][3]),
      "+r"(c[2][7][0]), "+r"(c[2][7][1]), "+r"(c[2][7][2]), "+r"(c[2][7][3]),
      "+r"(c[3][0][0]), "+r"(c[3][0][1]), "+r"(c[3][0][2]), "+r"(c[3][0][3]),
      "+r"(c[3][1][0]), "+r"(c[3][1][1]), "+r"(c[3][1][2]), "+r"(c[3][1][3]),
      "+r"(c[3][2][0]), "+r"(c[3][2][1]), "+r"(c[3][2][2]), "+r"(c[3][2][3]),
      "+r"(c[3][3][0]), "+r"(c[3][3][1]), "+r"(c[3][3][2]), "+r"(c[3][3][3]),
      "+r"(c[3][4][0]), "+r"(c[3][4][1]), "+r"(c[3][4][2]), "+r"(c[3][4][3]),
      "+r"(c[3][5][0]), "+r"(c[3][5][1]), "+r"(c[3][5][2]), "+r"(c[3][5][3]),
      "+r"(c[3][6][0]), "+r"(c[3][6][1]), "+r"(c[3][6][2]), "+r"(c[3][6][3]),
      "+r"(c[3][7][0]), "+r"(c[3][7][1]), "+r"(c[3][7][2]), "+r"(c[3][7][3])
      : "l"(a), "l"(b));
  // clang-format on
}

}  // namespace wgmma

/// A, B: n×K int8, row-major. P: n² bytes in item order. D: n²/8 bytes in strip order.
/// Grid (n/128)·(n/256) × 256, 196 608 bytes of dynamic shared memory.
extern "C" __global__ void __launch_bounds__(256, 1)
    gpow_gemm(const int8_t* A, const int8_t* B, uint32_t* P, uint32_t* D, uint32_t n, uint32_t K) {
  extern __shared__ __align__(1024) uint8_t stages[];
  const uint32_t base = shared_address(stages);
  const Tile tile = tile_of_block(blockIdx.x, n);
  const int8_t* a = A + static_cast<size_t>(tile.row) * TILE_ROWS * K;
  const int8_t* b = B + static_cast<size_t>(tile.column) * TILE_COLUMNS * K;
  const uint32_t warpgroup = threadIdx.x >> 7;
  const uint32_t steps = K / wgmma::STEP_K;

  // [strip across][f][q]: the 128 accumulators of wgmma are four strips of section 7, side by side.
  int32_t c[4][8][4] = {};
  wgmma::pin(c);
#pragma unroll
  for (int stage = 0; stage < wgmma::AHEAD; ++stage) {
    wgmma::fetch(base + stage * wgmma::STAGE_BYTES, a, b, K, stage * wgmma::STEP_K);
    commit_copies();
  }
#pragma unroll 1
  for (uint32_t step = 0; step < steps; ++step) {
    wait_copies<wgmma::AHEAD - 1>();
    // cp.async writes through the generic proxy and wgmma reads through the asynchronous one.
    asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
    __syncthreads();
    const uint32_t next = step + wgmma::AHEAD;
    if (next < steps) {
      wgmma::fetch(base + (next % wgmma::STAGES) * wgmma::STAGE_BYTES, a, b, K, next * wgmma::STEP_K);
    }
    commit_copies();  // also when empty: the count of groups is what wait_copies relies on

    const uint32_t stage = base + (step % wgmma::STAGES) * wgmma::STAGE_BYTES;
    const uint64_t ofA = wgmma::descriptor(stage + warpgroup * 64 * wgmma::STEP_K);
    const uint64_t ofB = wgmma::descriptor(stage + wgmma::A_BYTES);
    wgmma::arrive();
#pragma unroll
    for (int k = 0; k < 4; ++k) wgmma::multiply(c, ofA + 2 * k, ofB + 2 * k);  // 32 bytes further along k each
    wgmma::commit();
    wgmma::wait<1>();
  }
  wgmma::wait<0>();
  wgmma::pin(c);

  const uint32_t lane = threadIdx.x & 31;
  const uint32_t warp = threadIdx.x >> 5;
  const uint32_t row16 = tile.row * (TILE_ROWS / 16) + warp;
  const uint32_t column64 = tile.column * (TILE_COLUMNS / 64);
#pragma unroll
  for (int i = 0; i < 4; ++i) write_strip(c[i], lane, row16, column64 + i, n, P, D);
}
