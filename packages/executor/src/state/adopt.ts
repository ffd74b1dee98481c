import { AppError } from "@headframe/kit";
import type { Adoption } from "./identity.js";
import type { IdentityStore } from "./identity-store.js";

/** Why an adoption was refused. */
export type AdoptionFailure =
  | { readonly code: "executor/adopted-by-another-miner" }
  | { readonly code: "executor/adopted-as-another-id"; readonly executorId: string }
  | { readonly code: "executor/adopted-on-another-chain"; readonly genesisHash: string };

/** A refused adoption: an executor belongs to its first miner until its operator says otherwise. */
class AdoptionError extends AppError<AdoptionFailure> {}

const HINT = "to move the box, stop the executor and run `executor identity reset` on it";

/** The one writer of the adoption; concurrent requests are answered one after the other. */
export class Adopter {
  readonly #store: IdentityStore;
  #last: Promise<void> = Promise.resolve();

  constructor(store: IdentityStore) {
    this.#store = store;
  }

  /**
   * Stores `wanted` if nobody adopted this executor yet; does nothing if the same miner adopted it in the same way.
   *
   * @throws {AdoptionError}
   */
  adopt(wanted: Adoption): Promise<void> {
    const done = this.#last.then(() => this.#adopt(wanted));
    // The queue goes on after a refusal; the refusal itself belongs to the caller.
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #adopt(wanted: Adoption): Promise<void> {
    const current = this.#store.identity.adoption;
    if (current === undefined) await this.#store.setAdoption(wanted);
    else assertSameAdoption(current, wanted);
  }
}

function assertSameAdoption(current: Adoption, wanted: Adoption): void {
  if (
    Buffer.compare(current.minerHotkey, wanted.minerHotkey) !== 0 ||
    current.minerScheme !== wanted.minerScheme
  ) {
    throw new AdoptionError(
      { code: "executor/adopted-by-another-miner" },
      "this executor belongs to another miner's hotkey",
      { hint: HINT },
    );
  }
  if (current.executorId !== wanted.executorId) {
    throw new AdoptionError(
      { code: "executor/adopted-as-another-id", executorId: current.executorId },
      `this executor is ${current.executorId} in the miner's fleet, not ${wanted.executorId}`,
      { hint: `use the id ${current.executorId} in the miner's configuration; ${HINT}` },
    );
  }
  if (Buffer.compare(current.genesisHash, wanted.genesisHash) !== 0) {
    const genesisHash = Buffer.from(current.genesisHash).toString("hex");
    throw new AdoptionError(
      { code: "executor/adopted-on-another-chain", genesisHash },
      `this executor was adopted on the chain with genesis 0x${genesisHash}`,
      { hint: HINT },
    );
  }
}
