import type { OpenedAgent } from "./agent/agent-process.js";
import { GpuError } from "./errors.js";

/** What the devices of this box can do at the moment. */
export type GpuState =
  | ({ readonly kind: "ready" } & OpenedAgent)
  | { readonly kind: "unable"; readonly failure: GpuError };

/** Whatever knows the devices. */
export interface GpuStateSource {
  readonly state: GpuState;
  /** How often a lost gpu-agent was replaced. */
  readonly restarts: number;
}

/** The devices of a box whose operator switched them off. */
export const GPU_SWITCHED_OFF: GpuStateSource = {
  state: {
    kind: "unable",
    failure: new GpuError({ code: "gpu/disabled" }, "the devices of this box are switched off", {
      hint: "set system.gpu_enabled to true to prove with them",
    }),
  },
  restarts: 0,
};
