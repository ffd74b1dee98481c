#include "kernels.h"
#include <string.h>
#include "memory.h"

static uint32_t u32_at(const struct Launch *launch, int index) {
  uint32_t value;
  memcpy(&value, launch->values[index], sizeof value);
  return value;
}

static Handle address_at(const struct Launch *launch, int index) {
  Handle value;
  memcpy(&value, launch->values[index], sizeof value);
  return value;
}

static uint32_t rotl(uint32_t x, int r) { return r ? x << r | x >> (32 - r) : x; }

#define QUARTER(a, b, c, d)                                                                          \
  a += b, d = rotl(d ^ a, 16), c += d, b = rotl(b ^ c, 12), a += b, d = rotl(d ^ a, 8), c += d, \
      b = rotl(b ^ c, 7)

static void chacha8(const uint8_t *key, uint32_t w0, uint32_t w1, uint32_t w2, uint32_t w3, uint32_t out[16]) {
  uint32_t in[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  memcpy(in + 4, key, 32);
  in[12] = w0, in[13] = w1, in[14] = w2, in[15] = w3;
  uint32_t s[16];
  memcpy(s, in, sizeof s);
  for (int round = 0; round < 4; round++) {
    QUARTER(s[0], s[4], s[8], s[12]);
    QUARTER(s[1], s[5], s[9], s[13]);
    QUARTER(s[2], s[6], s[10], s[14]);
    QUARTER(s[3], s[7], s[11], s[15]);
    QUARTER(s[0], s[5], s[10], s[15]);
    QUARTER(s[1], s[6], s[11], s[12]);
    QUARTER(s[2], s[7], s[8], s[13]);
    QUARTER(s[3], s[4], s[9], s[14]);
  }
  for (int i = 0; i < 16; i++) out[i] = s[i] + in[i];
}

static Result run_operand(const struct Launch *launch) {
  uint32_t kblocks = u32_at(launch, 2), nblocks = u32_at(launch, 3);
  if (launch->block != 128 || launch->grid != (nblocks + 127) / 128) return INVALID_VALUE;
  uint8_t *out = memory_at(address_at(launch, 0), (size_t)nblocks * 64);
  if (!out) return ILLEGAL_ADDRESS;
  for (uint32_t i = 0; i < nblocks; i++) {
    uint32_t block[16];
    chacha8(launch->values[1], i % kblocks, i / kblocks, u32_at(launch, 4), u32_at(launch, 5), block);
    memcpy(out + (size_t)i * 64, block, 64);
  }
  return SUCCESS;
}

static int32_t dot(const int8_t *a, const int8_t *b, uint32_t K) {
  int32_t sum = 0;
  for (uint32_t k = 0; k < K; k++) sum += a[k] * b[k];
  return sum;
}

static Result run_gemm(const struct Launch *launch) {
  uint32_t n = u32_at(launch, 4), K = u32_at(launch, 5);
  if (launch->block != 256 || launch->grid != (n / 128) * (n / 256)) return INVALID_VALUE;
  if (launch->shared_bytes == 0) return LAUNCH_OUT_OF_RESOURCES;
  const int8_t *a = (int8_t *)memory_at(address_at(launch, 0), (size_t)n * K);
  const int8_t *b = (int8_t *)memory_at(address_at(launch, 1), (size_t)n * K);
  uint8_t *product = memory_at(address_at(launch, 2), (size_t)n * n);
  uint8_t *digests = memory_at(address_at(launch, 3), (size_t)n * n / 8);
  if (!a || !b || !product || !digests) return ILLEGAL_ADDRESS;
  for (uint32_t strip = 0; strip < n / 16 * (n / 64); strip++) {
    uint32_t row = strip / (n / 64) * 16, column = strip % (n / 64) * 64;
    for (uint32_t lane = 0; lane < 32; lane++) {
      uint32_t h = 0x6a09e667 ^ lane;
      for (uint32_t step = 0; step < 32; step++) {
        uint32_t f = step / 4, q = step % 4;
        uint32_t i = row + lane / 4 + 8 * (q >> 1), j = column + 8 * f + 2 * (lane % 4) + (q & 1);
        uint32_t c = (uint32_t)dot(a + (size_t)i * K, b + (size_t)j * K, K);
        h = (rotl(h, 5) ^ c) * 0x9E3779B1u;
        size_t item = (size_t)(i / 16) * (n / 8) + j / 8;
        product[item * 128 + lane * 4 + q] = (uint8_t)(c >> 6);
      }
      memcpy(digests + (size_t)strip * 128 + lane * 4, &h, 4);
    }
  }
  return SUCCESS;
}

static uint32_t rotr(uint32_t x, int r) { return x >> r | x << (32 - r); }

static const uint32_t ROUND[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static void sha256_block(uint32_t h[8], const uint8_t *block) {
  uint32_t w[64], s[8];
  for (int i = 0; i < 16; i++) {
    w[i] = (uint32_t)block[4 * i] << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 | block[4 * i + 3];
  }
  for (int i = 16; i < 64; i++) {
    uint32_t s0 = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t s1 = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  memcpy(s, h, sizeof s);
  for (int i = 0; i < 64; i++) {
    uint32_t t1 = s[7] + (rotr(s[4], 6) ^ rotr(s[4], 11) ^ rotr(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) +
                  ROUND[i] + w[i];
    uint32_t t2 = (rotr(s[0], 2) ^ rotr(s[0], 13) ^ rotr(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += t1;
    s[0] = t1 + t2;
  }
  for (int i = 0; i < 8; i++) h[i] += s[i];
}

static Result run_sha256(const struct Launch *launch) {
  uint32_t count = u32_at(launch, 2), blocks = u32_at(launch, 3);
  if (launch->block != 128 || launch->grid != (count + 127) / 128) return INVALID_VALUE;
  const uint8_t *in = memory_at(address_at(launch, 0), (size_t)count * blocks * 64);
  uint8_t *out = memory_at(address_at(launch, 1), (size_t)count * 32);
  if (!in || !out) return ILLEGAL_ADDRESS;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    for (uint32_t b = 0; b < blocks; b++) sha256_block(h, in + ((size_t)i * blocks + b) * 64);
    uint8_t last[64] = {0x80};
    uint32_t bits = blocks * 512;
    for (int k = 0; k < 4; k++) last[60 + k] = (uint8_t)(bits >> (24 - 8 * k));
    sha256_block(h, last);
    for (int k = 0; k < 32; k++) out[(size_t)i * 32 + k] = (uint8_t)(h[k / 4] >> (24 - 8 * (k % 4)));
  }
  return SUCCESS;
}

static Result run_walk(const struct Launch *launch) {
  uint32_t per_slab = u32_at(launch, 1), items = u32_at(launch, 2), S = u32_at(launch, 4), W = u32_at(launch, 5);
  if (launch->block != 256 || launch->grid != W * 8 / 256) return INVALID_VALUE;
  uint8_t *out = memory_at(address_at(launch, 6), (size_t)W * 32);
  if (!out) return ILLEGAL_ADDRESS;
  Handle slabs[64];
  memcpy(slabs, launch->values[0], sizeof slabs);
  for (uint32_t w = 0; w < W; w++) {
    uint32_t s[32];
    chacha8(launch->values[3], w, 0, 0, 0x77616c6b, s);
    chacha8(launch->values[3], w, 1, 0, 0x77616c6b, s + 16);
    for (uint32_t k = 0; k < S; k++) {
      uint32_t z = 0;
      for (int j = 0; j < 32; j++) z ^= rotl(s[j], 8 * (j % 4));
      z ^= z >> 16, z *= 0x85ebca6b, z ^= z >> 13, z *= 0xc2b2ae35, z ^= z >> 16;
      uint32_t item = (uint32_t)((uint64_t)z * items >> 32);
      const uint8_t *data = memory_at(slabs[item / per_slab] + (uint64_t)(item % per_slab) * 128, 128);
      if (!data) return ILLEGAL_ADDRESS;
      uint32_t d[32];
      memcpy(d, data, sizeof d);
      for (int j = 0; j < 32; j++) s[j] = (rotl(s[j], 11) ^ d[j]) * 0x9E3779B1u + k;
    }
    for (int l = 0; l < 8; l++) {
      uint32_t o = s[4 * l];
      for (int j = 1; j < 4; j++) o = o * 0x9E3779B1u ^ s[4 * l + j];
      memcpy(out + (size_t)w * 32 + l * 4, &o, 4);
    }
  }
  return SUCCESS;
}

static const struct Kernel KERNELS[] = {
    {"gpow_operand", 6, {8, 32, 4, 4, 4, 4}, run_operand},
    {"gpow_gemm", 6, {8, 8, 8, 8, 4, 4}, run_gemm},
    {"gpow_sha256", 4, {8, 8, 4, 4}, run_sha256},
    {"gpow_walk", 7, {512, 4, 4, 32, 4, 4, 8}, run_walk},
};

const struct Kernel *kernel_named(const char *name) {
  for (size_t i = 0; i < sizeof KERNELS / sizeof *KERNELS; i++) {
    if (strcmp(KERNELS[i].name, name) == 0) return &KERNELS[i];
  }
  return NULL;
}
