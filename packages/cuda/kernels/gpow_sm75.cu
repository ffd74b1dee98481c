// Everything for compute capability 7.5.
#include "gemm-dp4a.cuh"
#include "gemm-mma-sm75.cuh"
#include "operand.cuh"
#include "sha256.cuh"
#include "walk.cuh"
