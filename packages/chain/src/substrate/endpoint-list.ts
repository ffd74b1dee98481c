import type { Clock } from "@headframe/kit";
import { FIRST_REDIAL_MS, LONGEST_REDIAL_MS } from "./deadlines.js";

/** A node that may be dialled. */
export interface Endpoint {
  /** What is dialled. It may hold an access key, and is never shown. */
  readonly url: string;
  /** The same as it may be shown. */
  readonly shown: string;
}

/** How an endpoint has fared. */
interface Standing {
  readonly endpoint: Endpoint;
  /** Since a connection last held. */
  failures: number;
  restsUntilUs: number;
}

/**
 * Nodes in order of preference. One that failed rests, the longer the more often it did: 100 ms at first, 10 s at
 * most. With a single node that is the pause between two dials; with several, the next one is dialled meanwhile.
 */
export class EndpointList {
  readonly #standings: readonly Standing[];
  readonly #clock: Clock;

  /** `endpoints`: at least one, the most preferred first. */
  constructor(endpoints: readonly Endpoint[], clock: Clock) {
    this.#standings = endpoints.map((endpoint) => ({ endpoint, failures: 0, restsUntilUs: 0 }));
    this.#clock = clock;
  }

  get size(): number {
    return this.#standings.length;
  }

  /** The most preferred that does not rest; when all do, the one that is back first. */
  next(): Endpoint {
    const nowUs = this.#clock.monotonicUs();
    const chosen =
      this.#standings.find(({ restsUntilUs }) => restsUntilUs <= nowUs) ??
      this.#standings.reduce((first, other) => (other.restsUntilUs < first.restsUntilUs ? other : first));
    return chosen.endpoint;
  }

  /** How long `endpoint` still rests. */
  restMs(endpoint: Endpoint): number {
    return Math.max(0, (this.#standingOf(endpoint).restsUntilUs - this.#clock.monotonicUs()) / 1000);
  }

  /** Those preferred to `endpoint` that do not rest. */
  preferredTo(endpoint: Endpoint): readonly Endpoint[] {
    const nowUs = this.#clock.monotonicUs();
    return this.#standings
      .slice(0, this.#standings.indexOf(this.#standingOf(endpoint)))
      .filter(({ restsUntilUs }) => restsUntilUs <= nowUs)
      .map((standing) => standing.endpoint);
  }

  /** A dial failed, or a connection was lost. */
  noteFailure(endpoint: Endpoint): void {
    const standing = this.#standingOf(endpoint);
    const restMs = Math.min(FIRST_REDIAL_MS * 2 ** standing.failures, LONGEST_REDIAL_MS);
    standing.failures += 1;
    standing.restsUntilUs = this.#clock.monotonicUs() + restMs * 1000;
  }

  /** A connection held: what was before no longer counts. */
  noteHeld(endpoint: Endpoint): void {
    this.#standingOf(endpoint).failures = 0;
  }

  #standingOf(endpoint: Endpoint): Standing {
    const standing = this.#standings.find((candidate) => candidate.endpoint === endpoint);
    if (!standing) throw new Error(`${endpoint.shown} is not in the list`);
    return standing;
  }
}
