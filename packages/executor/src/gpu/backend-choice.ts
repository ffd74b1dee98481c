/** Which devices an executor proves with. Structured-clonable: it crosses to the gpu-agent. */
export type BackendChoice =
  | {
      readonly kind: "cuda";
      /** The part of a GPU's free memory that a challenge may take. Default: all of it. */
      readonly memoryShare?: number;
    }
  | {
      readonly kind: "reference";
      readonly devices: number;
      /** Names the box, so that its reference devices keep their UUIDs and differ from those of other boxes. */
      readonly installationId: string;
    };

/** The part of the configuration that chooses devices. */
export interface GpuChoice {
  readonly backend: BackendChoice["kind"];
  readonly memory_share: number;
  readonly reference_devices: number;
}

/** What the configuration chose, for the box with this installation id. */
export function toBackendChoice(gpu: GpuChoice, installationId: string): BackendChoice {
  switch (gpu.backend) {
    case "cuda":
      return { kind: "cuda", memoryShare: gpu.memory_share };
    case "reference":
      return { kind: "reference", devices: gpu.reference_devices, installationId };
  }
}
