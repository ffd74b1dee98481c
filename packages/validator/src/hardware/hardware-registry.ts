import { classOfModel, type DeviceClass } from "@headframe/pow";
import type { ClaimedDevice, ExpectedClass } from "./expected-class.js";

/** What the operator of the validator says about an executor's devices; it goes before what the miner claims. */
export interface HardwareEntry {
  /** UUID of the executor. */
  readonly executorId: string;
  /** Rates and size to hold its devices to. */
  readonly deviceClass: ExpectedClass;
}

/** Rates of a model that nobody described. */
export interface UnknownModelRates {
  readonly opsPerUs: number;
  readonly bytesPerUs: number;
}

/** Where a class came from. */
export type ClassSource = "registry" | "model-name" | "unknown-model";

export interface ResolvedClass {
  readonly deviceClass: ExpectedClass;
  readonly source: ClassSource;
}

export interface HardwareRegistryOptions {
  readonly entries: readonly HardwareEntry[];
  /** The class table; ids as in GPOW-1, section 18. */
  readonly classes: readonly DeviceClass[];
  readonly unknownModel: UnknownModelRates;
  /** Link of devices without an entry. */
  readonly hostLinkBytesPerUs: number;
}

const BYTES_PER_MIB = 2 ** 20;

/**
 * The validator's own view of which hardware is where.
 *
 * The class of a device comes from here, never from what an executor says in a session (GPOW-1, section 18): first
 * the operator's entry for the executor, then the row of the model that the miner lists, else an unknown model.
 */
export class HardwareRegistry {
  readonly #entries: ReadonlyMap<string, ExpectedClass>;
  readonly #classes: readonly DeviceClass[];
  readonly #unknownModel: UnknownModelRates;
  readonly #hostLinkBytesPerUs: number;

  constructor(options: HardwareRegistryOptions) {
    this.#entries = new Map(
      options.entries.map((entry) => [entry.executorId.toLowerCase(), entry.deviceClass]),
    );
    this.#classes = options.classes;
    this.#unknownModel = options.unknownModel;
    this.#hostLinkBytesPerUs = options.hostLinkBytesPerUs;
  }

  /** The class to hold `device` of executor `executorId` to. */
  classOf(executorId: string, device: ClaimedDevice): ResolvedClass {
    const hostLinkBytesPerUs = this.#hostLinkBytesPerUs;
    const registered = this.#entries.get(executorId.toLowerCase());
    if (registered !== undefined) return { deviceClass: registered, source: "registry" };
    const known = classOfModel(device.name, this.#classes);
    if (known !== undefined) return { deviceClass: { ...known, hostLinkBytesPerUs }, source: "model-name" };
    return {
      source: "unknown-model",
      deviceClass: {
        id: 0,
        name: "unknown model",
        vramMiB: Math.floor(device.totalBytes / BYTES_PER_MIB),
        ...this.#unknownModel,
        hostLinkBytesPerUs,
      },
    };
  }
}
