import { AppError } from "@headframe/kit";

export type NvmlFailure =
  /** libnvidia-ml.so.1 cannot be loaded, or lacks what every driver since 2013 has. */
  | { readonly code: "nvml/no-library" }
  /** `result` is NVML's number, for example 9: the driver is not loaded. */
  | { readonly code: "nvml/call-failed"; readonly call: string; readonly result: number };

/** NVIDIA's management library cannot be used. Proofs do not need it. */
export class NvmlError extends AppError<NvmlFailure> {}
