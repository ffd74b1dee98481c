// Everything for compute capability 9.0. DP4A is left to the fallback file.
#include "gemm-wgmma.cuh"
#include "operand.cuh"
#include "sha256.cuh"
#include "walk.cuh"
