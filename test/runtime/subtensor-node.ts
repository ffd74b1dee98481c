// cspell:ignore Sudid -- the chain's own spelling
import { ApiPromise, Keyring, WsProvider } from "@polkadot/api";
import type { ApiOptions, SubmittableExtrinsic } from "@polkadot/api/types";
import type { DispatchError, EventRecord } from "@polkadot/types/interfaces";

type Transaction = SubmittableExtrinsic<"promise">;

/** Longest that a block may take to hold a transaction of ours: several of the slowest chains'. */
const INCLUSION_TIMEOUT_MS = 120_000;

/** The extensions of Subtensor's transactions that carry nothing, named so that the library does not warn of them. */
const EMPTY = { extrinsic: {}, payload: {} };
const signedExtensions = {
  SudoTransactionExtension: EMPTY,
  CheckShieldedTxValidity: EMPTY,
  SubtensorTransactionExtension: EMPTY,
  SubtensorSignedExtension: EMPTY,
  CommitmentsSignedExtension: EMPTY,
  DrandPriority: EMPTY,
};

/** A call that the chain refused, by the chain's own name for the reason. */
class CallFailed extends Error {
  override readonly name = "CallFailed";
}

/**
 * A development node as the owner of a subnet and its governance reach it: by unmodified polkadot-js, with the funded
 * key //Alice. Nothing is assumed of the runtime but names: calls that it lacks are reported as such.
 */
export class SubtensorNode {
  readonly #api: ApiPromise;
  readonly #alice = new Keyring({ type: "sr25519" }).addFromUri("//Alice");

  private constructor(api: ApiPromise) {
    this.#api = api;
  }

  static async connect(url: string): Promise<SubtensorNode> {
    // The library is not written for exactOptionalPropertyTypes: its own provider does not fit its own interface.
    const provider = new WsProvider(url) as NonNullable<ApiOptions["provider"]>;
    const api = await ApiPromise.create({
      provider,
      noInitWarn: true,
      throwOnConnect: true,
      signedExtensions,
    });
    return new SubtensorNode(api);
  }

  /** Whether the runtime has this call, in the library's spelling. */
  has(section: string, method: string): boolean {
    return this.#api.tx[section]?.[method] !== undefined;
  }

  /** Signs a call as //Alice; resolves with the events of its transaction. */
  async submit(
    section: string,
    method: string,
    ...args: readonly unknown[]
  ): Promise<readonly EventRecord[]> {
    return this.#send(`${section}.${method}`, this.#call(section, method, args));
  }

  /** The same as root, by //Alice's sudo. */
  async sudo(section: string, method: string, ...args: readonly unknown[]): Promise<void> {
    const name = `sudo ${section}.${method}`;
    const sudo = this.#api.tx["sudo"]?.["sudo"];
    if (sudo === undefined) throw new CallFailed(`${name}: the runtime has no pallet Sudo`);
    const events = await this.#send(name, sudo(this.#call(section, method, args)));
    const done = events.find(({ event }) => event.section === "sudo" && event.method === "Sudid");
    const result = JSON.stringify(done?.event.data[0]?.toHuman());
    if (result === undefined || result.includes("Err")) throw new CallFailed(`${name}: ${result}`);
  }

  close(): Promise<void> {
    return this.#api.disconnect();
  }

  #call(section: string, method: string, args: readonly unknown[]): Transaction {
    const make = this.#api.tx[section]?.[method];
    if (make === undefined) throw new CallFailed(`the runtime has no call ${section}.${method}`);
    return make(...args);
  }

  async #send(name: string, transaction: Transaction): Promise<readonly EventRecord[]> {
    let timer: NodeJS.Timeout | undefined;
    let stop: (() => void) | undefined;
    try {
      return await new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`${name} is in no block yet`)), INCLUSION_TIMEOUT_MS);
        transaction
          .signAndSend(this.#alice, { nonce: -1 }, ({ status, events, dispatchError, isError }) => {
            if (isError) reject(new CallFailed(`${name}: the node reports ${status.type}`));
            if (!status.isInBlock && !status.isFinalized) return;
            if (dispatchError === undefined) resolve(events);
            else reject(new CallFailed(`${name}: ${this.#errorName(dispatchError)}`));
          })
          .then((unsubscribe) => (stop = unsubscribe), reject);
      });
    } finally {
      clearTimeout(timer);
      stop?.();
    }
  }

  #errorName(error: DispatchError): string {
    return error.isModule ? this.#api.registry.findMetaError(error.asModule).name : error.toString();
  }
}
