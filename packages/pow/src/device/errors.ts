import { AppError, type AppErrorOptions } from "@headframe/kit";

/** Why a device cannot do what it was asked. */
export type DeviceFailure =
  /** Ready status 3. */
  | { readonly code: "device/out-of-memory"; readonly neededBytes: number; readonly freeBytes: number }
  /** Ready status 4. */
  | { readonly code: "device/no-kernel" }
  /** Ready status 5. */
  | { readonly code: "device/driver" }
  /** The process that drives all devices is gone: Ready status 5, or an Abort for all GPUs. */
  | { readonly code: "device/agent-lost" }
  /** Called in another order than claim, prepare, fill, walk, open. */
  | { readonly code: "device/out-of-order"; readonly call: string };

/** A {@link Device} that failed. Rebuild it with {@link toDeviceError} after it crossed a process border. */
export class DeviceError extends AppError<DeviceFailure> {}

/** The plain data of a {@link DeviceError}, for a message between threads or processes. */
export interface DeviceErrorRecord {
  readonly detail: DeviceFailure;
  readonly message: string;
  readonly hint?: string;
}

/** What to send across the border. Anything but a {@link DeviceError} becomes `device/driver`. */
export function toDeviceErrorRecord(error: unknown): DeviceErrorRecord {
  if (error instanceof DeviceError) {
    const { detail, message, hint } = error;
    return hint === undefined ? { detail, message } : { detail, message, hint };
  }
  return {
    detail: { code: "device/driver" },
    message: error instanceof Error ? error.message : String(error),
  };
}

/** The error that {@link toDeviceErrorRecord} took apart. */
export function toDeviceError({ detail, message, hint }: DeviceErrorRecord): DeviceError {
  const options: AppErrorOptions = hint === undefined ? {} : { hint };
  return new DeviceError(detail, message, options);
}
