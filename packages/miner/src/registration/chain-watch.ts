import { type Chain, ChainError, formatTao, PASSING_FAILURES } from "@headframe/chain";
import { formatHostPort, sleep } from "@headframe/kit";
import type { ChainPlace } from "./chain-standing.js";

/** What is watched, in the form in which it is shown; `null` is none. */
export interface WatchedState {
  /** Whether the node answers. While it does not, everything else is as it was last seen. */
  readonly connected: boolean;
  readonly endpoint: string;
  readonly spec: number;
  readonly subnet: "there" | "removed";
  readonly uid: number | null;
  /** SS58 of who owns the hotkey. */
  readonly coldkey: string | null;
  /** `ip:port`, IPv6 in brackets. */
  readonly axon: string | null;
  readonly permit: boolean;
  /** With nine decimals at most. See `Neuron.stakeRao`. */
  readonly stakeWeight: string;
  /** Whether the subnet takes registrations. */
  readonly registration: "open" | "closed";
  /** TAO. It falls with every block, which is no news: told only when it rises, that is, when somebody registered. */
  readonly price: string;
}

/** One thing that is not as it was. */
export interface ChainChange {
  readonly block: number;
  readonly what: keyof WatchedState;
  readonly from: WatchedState[keyof WatchedState];
  readonly to: WatchedState[keyof WatchedState];
}

/** What a watch tells: first the whole, then what changes. */
export type WatchEvent =
  | { readonly kind: "state"; readonly block: number; readonly state: WatchedState }
  | ({ readonly kind: "change" } & ChainChange);

/** How a chain is watched. */
export interface WatchOptions extends ChainPlace {
  /** Looks at the connection at least so often. Default: 5 s. */
  readonly pollMs?: number;
}

interface Snapshot {
  readonly block: number;
  readonly priceRao: bigint;
  readonly state: WatchedState;
}

const POLL_MS = 5000;

/** Tells what becomes of a hotkey, block by block, until the signal fires; then it throws the signal's reason. */
export async function* watchChain(
  chain: Chain,
  { pollMs = POLL_MS, ...place }: WatchOptions,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent, never> {
  const heads = new NewHeads();
  const unsubscribe = chain.subscribeHeads(() => heads.note());
  try {
    let last = await takeSnapshot(chain, place, signal);
    yield { kind: "state", block: last.block, state: last.state };
    for (;;) {
      await heads.wait(pollMs, signal);
      const next = await takeNextSnapshot(chain, place, last, signal);
      for (const change of changesBetween(last, next)) yield { kind: "change", ...change };
      last = next;
    }
  } finally {
    unsubscribe();
  }
}

async function takeSnapshot(
  chain: Chain,
  { netuid, hotkey }: ChainPlace,
  signal: AbortSignal,
): Promise<Snapshot> {
  const [{ block, neurons }, { priceRao, isOpen }] = await Promise.all([
    chain.metagraph(netuid, { signal }),
    chain.registrationTerms(netuid, { signal }),
  ]);
  const neuron = neurons.find((candidate) => candidate.hotkey === hotkey);
  const state: WatchedState = {
    connected: true,
    endpoint: chain.endpoint,
    spec: chain.specVersion,
    subnet: "there",
    uid: neuron?.uid ?? null,
    coldkey: neuron?.coldkey ?? null,
    axon: neuron?.axon ? formatHostPort({ host: neuron.axon.ip, port: neuron.axon.port }) : null,
    permit: neuron?.validatorPermit ?? false,
    stakeWeight: formatTao(neuron?.stakeRao ?? 0n),
    registration: isOpen ? "open" : "closed",
    price: formatTao(priceRao),
  };
  return { block, priceRao, state };
}

/** What comes after `last`. */
async function takeNextSnapshot(
  chain: Chain,
  place: ChainPlace,
  last: Snapshot,
  signal: AbortSignal,
): Promise<Snapshot> {
  try {
    return await takeSnapshot(chain, place, signal).catch(async (error: unknown) => {
      if (!(error instanceof ChainError) || error.code !== "chain/subnet-not-found") throw error;
      return withoutSubnet(chain, last, signal);
    });
  } catch (error) {
    if (!(error instanceof ChainError) || !PASSING_FAILURES.has(error.code)) throw error;
    return { ...last, state: { ...last.state, connected: false } };
  }
}

/** A subnet may come back under its netuid: the watch goes on. */
async function withoutSubnet(
  chain: Chain,
  { priceRao, state: { price } }: Snapshot,
  signal: AbortSignal,
): Promise<Snapshot> {
  const { number } = await chain.bestHead({ signal });
  const state: WatchedState = {
    connected: true,
    endpoint: chain.endpoint,
    spec: chain.specVersion,
    subnet: "removed",
    uid: null,
    coldkey: null,
    axon: null,
    permit: false,
    stakeWeight: "0",
    registration: "closed",
    price,
  };
  return { block: number, priceRao, state };
}

function changesBetween(last: Snapshot, next: Snapshot): readonly ChainChange[] {
  const names = Object.keys(next.state) as (keyof WatchedState)[];
  return names
    .filter((what) => last.state[what] !== next.state[what])
    .filter((what) => what !== "price" || next.priceRao > last.priceRao)
    .map((what) => ({ block: next.block, what, from: last.state[what], to: next.state[what] }));
}

/** Whether a head came since the last look; several at once count as one. */
class NewHeads {
  #isNew = false;
  #wake: () => void = () => undefined;

  note(): void {
    this.#isNew = true;
    this.#wake();
  }

  /** Resolves at the next head, or after `timeoutMs`. Rejects with the signal's reason. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const waiting = new AbortController();
    this.#wake = () => waiting.abort();
    signal.addEventListener("abort", this.#wake, { once: true });
    try {
      if (!this.#isNew) await sleep(timeoutMs, waiting.signal);
    } catch {
      // Woken: by a head, or by the signal that is looked at next.
    } finally {
      signal.removeEventListener("abort", this.#wake);
      this.#isNew = false;
    }
    signal.throwIfAborted();
  }
}
