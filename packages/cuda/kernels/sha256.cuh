// SHA-256 of equally long messages (GPOW-1, section 8): one thread hashes one message of nblk·64 bytes.
#pragma once
#include <cstdint>

namespace sha256 {

__device__ __forceinline__ uint32_t rotate_right(uint32_t x, uint32_t bits) { return __funnelshift_r(x, x, bits); }

__device__ __forceinline__ uint32_t swap_bytes(uint32_t x) { return __byte_perm(x, 0, 0x0123); }

/// One compression; `w` holds the 16 message words and is used as the rolling schedule.
__device__ __forceinline__ void compress(uint32_t (&state)[8], uint32_t (&w)[16]) {
  // Local, so that the unrolled rounds fold it into immediates: a table in constant memory would carry a name that
  // depends on the path of the build.
  constexpr uint32_t roundConstants[64] = {
      0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
      0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
      0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
      0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
      0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
      0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
      0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
      0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
#pragma unroll
  for (int i = 0; i < 64; ++i) {
    if (i >= 16) {
      const uint32_t w15 = w[(i + 1) & 15];
      const uint32_t w2 = w[(i + 14) & 15];
      const uint32_t s0 = rotate_right(w15, 7) ^ rotate_right(w15, 18) ^ (w15 >> 3);
      const uint32_t s1 = rotate_right(w2, 17) ^ rotate_right(w2, 19) ^ (w2 >> 10);
      w[i & 15] += s0 + w[(i + 9) & 15] + s1;
    }
    const uint32_t sum1 = rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25);
    const uint32_t choice = (e & f) ^ (~e & g);
    const uint32_t t1 = h + sum1 + choice + roundConstants[i] + w[i & 15];
    const uint32_t sum0 = rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22);
    const uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
    const uint32_t t2 = sum0 + majority;
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

}  // namespace sha256

/// in: count·nblk·64 bytes, out: count·32 bytes. Grid ceil(count/128) × 128. nblk 16 for leaves, 1 for nodes.
extern "C" __global__ void __launch_bounds__(128)
    gpow_sha256(const uint4* in, uint4* out, uint32_t count, uint32_t nblk) {
  const uint32_t index = blockIdx.x * 128 + threadIdx.x;
  if (index >= count) return;
  uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  uint32_t w[16];
  const uint4* message = in + static_cast<size_t>(index) * nblk * 4;
  // The padding block (0x80, zeros, bit length) goes round the same loop: the compression is expanded once.
#pragma unroll 1
  for (uint32_t block = 0; block <= nblk; ++block) {
    if (block < nblk) {
#pragma unroll
      for (int i = 0; i < 4; ++i) {
        const uint4 quad = message[block * 4 + i];
        w[4 * i] = sha256::swap_bytes(quad.x);
        w[4 * i + 1] = sha256::swap_bytes(quad.y);
        w[4 * i + 2] = sha256::swap_bytes(quad.z);
        w[4 * i + 3] = sha256::swap_bytes(quad.w);
      }
    } else {
#pragma unroll
      for (int i = 0; i < 16; ++i) w[i] = 0;
      w[0] = 0x80000000;
      w[15] = nblk * 512;
    }
    sha256::compress(state, w);
  }
  uint4* digest = out + static_cast<size_t>(index) * 2;
  digest[0] = make_uint4(sha256::swap_bytes(state[0]), sha256::swap_bytes(state[1]), sha256::swap_bytes(state[2]),
                         sha256::swap_bytes(state[3]));
  digest[1] = make_uint4(sha256::swap_bytes(state[4]), sha256::swap_bytes(state[5]), sha256::swap_bytes(state[6]),
                         sha256::swap_bytes(state[7]));
}
