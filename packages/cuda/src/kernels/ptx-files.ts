import { readFileSync } from "node:fs";
import { CudaError, KERNELS_REQUIRED } from "../driver/cuda-error.js";

/** A PTX file that serves a GPU, and the number of its kernel in a claim (GPOW-1, section 13.2). */
export interface PtxFile {
  readonly name: "gpow_sm75" | "gpow_sm80" | "gpow_sm90a";
  readonly claimKernel: number;
  /** Dynamic shared memory of gpow_gemm (section 23.1). */
  readonly gemmSharedBytes: number;
}

const SM75: PtxFile = { name: "gpow_sm75", claimKernel: 1, gemmSharedBytes: 49_152 };
const SM80: PtxFile = { name: "gpow_sm80", claimKernel: 2, gemmSharedBytes: 98_304 };
const SM90A: PtxFile = { name: "gpow_sm90a", claimKernel: 3, gemmSharedBytes: 196_608 };

/** The files that serve a compute capability, best first (section 23.2). */
export function ptxFilesFor(major: number, minor: number): readonly PtxFile[] {
  if (major === 9 && minor === 0) return [SM90A, SM80];
  if (major >= 8) return [SM80];
  if (major === 7 && minor >= 5) return [SM75];
  throw new CudaError(
    { code: "cuda/no-kernel" },
    `${KERNELS_REQUIRED}: compute capability ${major}.${minor} is not supported`,
    { hint: "GPUs from compute capability 7.5 (Turing) on are supported" },
  );
}

/** The text of a file, with the 0 byte that the driver expects at its end. */
export function readPtx({ name }: PtxFile): Uint8Array {
  return Buffer.concat([readFileSync(new URL(`../../ptx/${name}.ptx`, import.meta.url)), Buffer.alloc(1)]);
}
