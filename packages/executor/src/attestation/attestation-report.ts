import type { DescribedDevice } from "../gpu/describe-claim.js";
import type { HealthReading } from "../gpu/health/read-health.js";
import type { HostFacts } from "../host/host-facts.js";
import type { IsolationFacts } from "../host/isolation-facts.js";
import type { ChallengeReference } from "./challenge-reference.js";
import type { Disagreement } from "./disagreements.js";
import type { AmdReading } from "./sources/amd-inventory.js";
import type { SourceReading } from "./sources/source-device.js";

/** Format tag of a report, and of what is signed: a signature for anything else is none for a report. */
export const REPORT_FORMAT = "headframe-attestation/1";

/** The devices as the executor would prove with them, or why it could not. */
export type DriverReading =
  | {
      readonly kind: "read";
      readonly devices: readonly DescribedDevice[];
      readonly unusable: readonly { readonly code: string; readonly reason: string }[];
    }
  | { readonly kind: "unavailable"; readonly code: string; readonly reason: string };

/** What a box says about itself. Claims of its owner: what is proven is proven by challenges. */
export interface AttestationReport {
  readonly format: typeof REPORT_FORMAT;
  /** ISO 8601, by the clock of the box. */
  readonly createdAt: string;
  /** Of the executor. */
  readonly version: string;
  readonly backend: string;
  /** That the devices are no GPUs, where they are not. */
  readonly note: string | undefined;
  readonly installationId: string | undefined;
  readonly executorId: string | undefined;
  /** SS58. */
  readonly minerHotkey: string | undefined;
  /** Hexadecimal, as the validator gave it. */
  readonly nonce: string | undefined;
  readonly challenge: ChallengeReference | undefined;
  /** CUDA_VISIBLE_DEVICES, where it is set: of what it hides the driver says nothing. */
  readonly visibleDevices: string | undefined;
  readonly driver: DriverReading;
  /** NVIDIA's management library. */
  readonly management: HealthReading;
  readonly nvidiaSmi: SourceReading;
  readonly kernelDriver: SourceReading;
  /** An inventory: these cannot prove. */
  readonly amd: { readonly rocmSmi: AmdReading; readonly kernel: AmdReading };
  readonly host: HostFacts;
  readonly isolation: IsolationFacts;
  readonly disagreements: readonly Disagreement[];
}
