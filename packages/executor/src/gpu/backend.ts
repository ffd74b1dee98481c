import type { Device } from "@headframe/pow";

/** Where devices come from. Used inside the gpu-agent only. */
export interface Backend {
  /**
   * How many devices there are.
   *
   * @throws {GpuError} when there is none that can be used.
   */
  count(): Promise<number>;
  /** Opens device `index` for the thread that calls: it may be used in no other. */
  open(index: number): Promise<Device>;
}
