// The 128 × 256 tile that one thread block of a tensor-core kernel computes, and the order of the tiles.
#pragma once
#include <cstdint>

constexpr uint32_t TILE_ROWS = 128;
constexpr uint32_t TILE_COLUMNS = 256;

struct Tile {
  uint32_t row;
  uint32_t column;
};

/// Tiles run down a band of eight tile rows before they move on, so that a wave of blocks shares operands in the L2 cache.
__device__ __forceinline__ Tile tile_of_block(uint32_t block, uint32_t n) {
  const uint32_t rows = n / TILE_ROWS;
  const uint32_t columns = n / TILE_COLUMNS;
  const uint32_t band = rows < 8 ? rows : 8;
  const uint32_t perBand = band * columns;
  const uint32_t bandIndex = block / perBand;
  const uint32_t rest = block - bandIndex * perBand;
  const uint32_t column = rest / band;
  return {bandIndex * band + (rest - column * band), column};
}

__device__ __forceinline__ uint32_t shared_address(const void* pointer) {
  return static_cast<uint32_t>(__cvta_generic_to_shared(pointer));
}

/// Asynchronous copy of 16 bytes from global to shared memory, past the L1 cache.
__device__ __forceinline__ void copy_async(uint32_t destination, const void* source) {
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(destination), "l"(source) : "memory");
}
__device__ __forceinline__ void commit_copies() { asm volatile("cp.async.commit_group;" ::: "memory"); }
template <int PENDING>
__device__ __forceinline__ void wait_copies() {
  asm volatile("cp.async.wait_group %0;" ::"n"(PENDING) : "memory");
}
