import { networkInterfaces } from "node:os";
import type { AxonInfo } from "@headframe/chain";
import type { Clock, Logger } from "@headframe/kit";
import { askEchoServices } from "./echo-services.js";
import { externalIp, ownIp, type OwnIpSources } from "./external-ip.js";

export interface ExternalAddressOptions extends Pick<OwnIpSources, "configured" | "network"> {
  /** URLs; none: nobody is asked. */
  readonly echoServices: readonly string[];
}

export interface ExternalAddressParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default: those of this machine. */
  readonly interfaces?: () => OwnIpSources["interfaces"];
}

/** Addresses change seldom, and the services are others' good will. */
const ASK_AGAIN_MS = 600_000;

/** Finds the address to publish, again and again: it may change while the miner runs. */
export class ExternalAddress {
  readonly #options: ExternalAddressOptions;
  readonly #parts: Required<ExternalAddressParts>;
  /** The last one that the services agreed on: a bad minute of theirs is no change of ours. */
  #echoed: string | undefined;
  #askedAtMs = -Infinity;

  constructor(options: ExternalAddressOptions, parts: ExternalAddressParts) {
    this.#options = options;
    this.#parts = { interfaces: networkInterfaces, ...parts };
  }

  /** `served`: what is on chain now. Throws `axon/no-external-ip`, or the signal's reason. */
  async find(served: AxonInfo | null, signal: AbortSignal): Promise<string> {
    const { configured, network, echoServices } = this.#options;
    const { clock, logger, interfaces } = this.#parts;
    const own = { configured, network, interfaces: interfaces() };
    const isUnknown = ownIp(own) === undefined;
    if (isUnknown && echoServices.length > 0 && clock.nowMs() - this.#askedAtMs >= ASK_AGAIN_MS) {
      this.#askedAtMs = clock.nowMs();
      this.#echoed = (await askEchoServices(echoServices, { signal, logger })) ?? this.#echoed;
    }
    return externalIp({ ...own, echoed: this.#echoed, served: served?.ip });
  }
}
