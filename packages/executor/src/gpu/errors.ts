import { AppError, type AppErrorOptions, errorMessage } from "@headframe/kit";

/** Why the devices of this box cannot prove. */
export type GpuFailure =
  | { readonly code: "gpu/disabled" }
  | { readonly code: "gpu/no-driver" }
  | { readonly code: "gpu/no-libcuda" }
  | { readonly code: "gpu/no-kernels" }
  | { readonly code: "gpu/no-device" }
  | { readonly code: "gpu/driver-failed" }
  | { readonly code: "gpu/agent-starting" }
  | { readonly code: "gpu/agent-lost" }
  | { readonly code: "gpu/agent-failed" };

/** An expected failure of the devices or of the process that drives them. */
export class GpuError extends AppError<GpuFailure> {}

/** The plain data of a {@link GpuError}, for a message between threads or processes. */
export interface GpuErrorRecord {
  readonly detail: GpuFailure;
  readonly message: string;
  readonly hint?: string;
}

/** What to send across the border. Anything but a {@link GpuError} becomes `gpu/agent-failed`. */
export function toGpuErrorRecord(error: unknown): GpuErrorRecord {
  if (!(error instanceof GpuError)) {
    return {
      detail: { code: "gpu/agent-failed" },
      message: `the devices cannot be opened: ${errorMessage(error)}`,
      hint: "this is a defect of the executor: report it with its log",
    };
  }
  const { detail, message, hint } = error;
  return hint === undefined ? { detail, message } : { detail, message, hint };
}

/** The error that {@link toGpuErrorRecord} took apart. */
export function toGpuError({ detail, message, hint }: GpuErrorRecord): GpuError {
  const options: AppErrorOptions = hint === undefined ? {} : { hint };
  return new GpuError(detail, message, options);
}
