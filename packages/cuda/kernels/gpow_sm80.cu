// Everything for compute capability 8.0 and later, and the fallback for 9.0.
#include "gemm-dp4a.cuh"
#include "gemm-mma-sm80.cuh"
#include "operand.cuh"
#include "sha256.cuh"
#include "walk.cuh"
