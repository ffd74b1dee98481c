import { AppError, type AppErrorOptions } from "@headframe/kit";
import { type Explanation, EXPLANATIONS, UNKNOWN_RESULT } from "./results.data.js";

/** Begins every message about a GPU that cannot be made ready: users' guides quote it (GPOW-1, section 24.3). */
export const KERNELS_REQUIRED = "Failed to initialize GPU PRNG kernel - CUDA kernels required";

/** CUDA_ERROR_OUT_OF_MEMORY. */
const OUT_OF_MEMORY = 2;

/** When a driver call failed: making a device ready, or using it. */
export type CudaStage = "initialise" | "run";

export type CudaFailure =
  /** libcuda.so.1 cannot be loaded. */
  | { readonly code: "cuda/no-library" }
  /** The library lacks a function that is needed. */
  | { readonly code: "cuda/no-symbol"; readonly symbol: string }
  /**
   * The driver refused a call. `result` is its number, for example 100; `kernels` are those that may be meant: kernels run
   * behind each other, and the driver does not say which of them failed.
   */
  | {
      readonly code: "cuda/call-failed";
      readonly call: string;
      readonly result: number;
      readonly resultName: string;
      readonly kernels: readonly string[];
    }
  /** Compute capability below 7.5, or a kernel that the driver compiled with local memory. */
  | { readonly code: "cuda/no-kernel" };

/** The driver, a device or our kernels cannot be used. */
export class CudaError extends AppError<CudaFailure> {}

/** What is known about a call that the driver refused. */
export interface FailedCall {
  readonly call: string;
  readonly result: number;
  /** As `cuGetErrorName` gives it, for example CUDA_ERROR_NO_DEVICE. */
  readonly resultName: string;
  readonly stage: CudaStage;
  readonly kernels: readonly string[];
  /** What the driver's compiler wrote, for errors of a module. */
  readonly jitLog?: string;
  /** Further facts in a few words, for example how much memory is needed. */
  readonly facts?: string;
}

/** The error for a refused call: the driver's name and number, what it means, what to do. */
export function explainCall(failed: FailedCall): CudaError {
  const { call, result, resultName, stage, kernels, jitLog, facts } = failed;
  const { meaning, hint } = explanationOf(result);
  const parts = [
    `${call} failed with ${resultName} (${result})`,
    ...(kernels.length === 0 ? [] : [`in kernel ${anyOf(kernels)}`]),
    `: ${meaning}`,
  ];
  const details = [facts, jitLog === undefined || jitLog === "" ? undefined : `JIT log: ${jitLog}`].filter(
    (text) => text !== undefined,
  );
  const sentence = [parts.join(" ").replace(" : ", ": "), ...details].join("; ");
  const options: AppErrorOptions = hint === undefined ? {} : { hint };
  return new CudaError(
    { code: "cuda/call-failed", call, result, resultName, kernels },
    stage === "initialise" ? `${KERNELS_REQUIRED}: ${sentence}` : sentence,
    options,
  );
}

/** For example "gpow_operand, gpow_gemm or gpow_sha256". */
function anyOf(kernels: readonly string[]): string {
  return kernels.join(", ").replace(/, ([^,]*)$/, " or $1");
}

/** Whether the driver found too little memory on the GPU, which leaves the context as it was. */
export function isOutOfMemory({ detail }: CudaError): boolean {
  return detail.code === "cuda/call-failed" && detail.result === OUT_OF_MEMORY;
}

/** Results after which the context, and so the process, is of no more use. */
export function isSticky(result: number): boolean {
  return explanationOf(result).sticky ?? false;
}

/** Results that say that the GPU itself is unhealthy. */
export function isHardwareFault(result: number): boolean {
  return explanationOf(result).hardware ?? false;
}

function explanationOf(result: number): Explanation {
  return EXPLANATIONS[result] ?? UNKNOWN_RESULT;
}
