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
  #hasLooked = false;
  /** The last one found; before that, the one on chain when the miner started. */
  #held: string | undefined;

  constructor(options: ExternalAddressOptions, parts: ExternalAddressParts) {
    this.#options = options;
    this.#parts = { interfaces: networkInterfaces, ...parts };
  }

  /**
   * `served`: what is on chain now. It counts the first time only: what comes there later and is not ours was put there
   * by somebody else. Throws `axon/no-external-ip`, or the signal's reason.
   */
  async find(served: AxonInfo | null, signal: AbortSignal): Promise<string> {
    const { configured, network, echoServices } = this.#options;
    const { clock, logger, interfaces } = this.#parts;
    const own = { configured, network, interfaces: interfaces() };
    if (!this.#hasLooked) this.#held = served?.ip;
    this.#hasLooked = true;
    const isUnknown = ownIp(own) === undefined;
    if (isUnknown && echoServices.length > 0 && clock.nowMs() - this.#askedAtMs >= ASK_AGAIN_MS) {
      this.#askedAtMs = clock.nowMs();
      const former = this.#echoed;
      this.#echoed = (await askEchoServices(echoServices, { former, signal, logger })) ?? former;
    }
    this.#held = externalIp({ ...own, echoed: this.#echoed, served: this.#held });
    return this.#held;
  }
}
