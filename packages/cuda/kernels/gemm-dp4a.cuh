// Product with DP4A, for GPUs without tensor cores and as an independent implementation: one warp computes one strip.
#pragma once
#include "epilogue.cuh"

/// A, B: n×K int8, row-major. P: n² bytes in item order. D: n²/8 bytes in strip order. Grid (n/16)·(n/64)/4 × 128.
extern "C" __global__ void __launch_bounds__(128)
    gpow_gemm_dp4a(const int8_t* A, const int8_t* B, uint32_t* P, uint32_t* D, uint32_t n, uint32_t K) {
  const uint32_t lane = threadIdx.x & 31;
  const uint32_t strip = blockIdx.x * 4 + (threadIdx.x >> 5);
  const uint32_t row16 = strip / (n / 64);
  const uint32_t column64 = strip - row16 * (n / 64);
  const uint32_t g = lane >> 2;
  const uint32_t t = lane & 3;
  const int8_t* a0 = A + static_cast<size_t>(row16 * 16 + g) * K;
  const int8_t* a1 = a0 + static_cast<size_t>(8) * K;
  const int8_t* b = B + static_cast<size_t>(column64 * 64 + 2 * t) * K;

  int32_t c[8][4] = {};
#pragma unroll 1
  for (uint32_t k = 0; k < K; k += 8) {
    const int2 low = *reinterpret_cast<const int2*>(a0 + k);
    const int2 high = *reinterpret_cast<const int2*>(a1 + k);
#pragma unroll
    for (int f = 0; f < 8; ++f) {
#pragma unroll
      for (int odd = 0; odd < 2; ++odd) {
        const int2 column = *reinterpret_cast<const int2*>(b + static_cast<size_t>(8 * f + odd) * K + k);
        c[f][odd] = __dp4a(low.y, column.y, __dp4a(low.x, column.x, c[f][odd]));
        c[f][2 + odd] = __dp4a(high.y, column.y, __dp4a(high.x, column.x, c[f][2 + odd]));
      }
    }
  }
  write_strip(c, lane, row16, column64, n, P, D);
}
