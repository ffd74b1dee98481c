// ChaCha8 with four caller-chosen words in place of counter and nonce (GPOW-1, section 3).
#pragma once
#include <cstdint>

/// 32-byte key as eight little-endian words; passed by value inside the kernel parameters.
struct Key {
  uint32_t words[8];
};

__device__ __forceinline__ uint32_t rotate_left(uint32_t x, uint32_t bits) {
  return __funnelshift_l(x, x, bits);
}

__device__ __forceinline__ void quarter_round(uint32_t& a, uint32_t& b, uint32_t& c, uint32_t& d) {
  a += b;
  d = rotate_left(d ^ a, 16);
  c += d;
  b = rotate_left(b ^ c, 12);
  a += b;
  d = rotate_left(d ^ a, 8);
  c += d;
  b = rotate_left(b ^ c, 7);
}

/// Fills `block` with the 16 words of block (key, w0, w1, w2, w3).
__device__ __forceinline__ void chacha8(const Key& key, uint32_t w0, uint32_t w1, uint32_t w2, uint32_t w3,
                                        uint32_t (&block)[16]) {
  const uint32_t input[16] = {0x61707865,   0x3320646e,   0x79622d32,   0x6b206574,   key.words[0], key.words[1],
                              key.words[2], key.words[3], key.words[4], key.words[5], key.words[6], key.words[7],
                              w0,           w1,           w2,           w3};
#pragma unroll
  for (int i = 0; i < 16; ++i) block[i] = input[i];
#pragma unroll
  for (int round = 0; round < 4; ++round) {
    quarter_round(block[0], block[4], block[8], block[12]);
    quarter_round(block[1], block[5], block[9], block[13]);
    quarter_round(block[2], block[6], block[10], block[14]);
    quarter_round(block[3], block[7], block[11], block[15]);
    quarter_round(block[0], block[5], block[10], block[15]);
    quarter_round(block[1], block[6], block[11], block[12]);
    quarter_round(block[2], block[7], block[8], block[13]);
    quarter_round(block[3], block[4], block[9], block[14]);
  }
#pragma unroll
  for (int i = 0; i < 16; ++i) block[i] += input[i];
}
