import {
  createParties,
  LAB_PARAMS,
  LAB_RATES,
  labUuid,
  ManualTime,
  type Parties,
} from "@headframe/testkit/pow";

import { HOTKEY_SCHEME_CODES } from "../src/delegation.js";
import type { ProverAction, ProverEvent } from "../src/prover/prover-events.js";
import { ProverSession } from "../src/prover/prover-session.js";
import { encodeParams } from "../src/rules/params.js";
import { commitToOpening } from "../src/rules/seeds.js";
import { checkPrepare, type CheckedSpec } from "../src/wire/check-prepare.js";
import { decodeFrame } from "../src/wire/frame.js";
import { frameDigest, signFrame, type ChainState } from "../src/wire/hash-chain.js";
import type { Message, PrepareMessage } from "../src/wire/message.js";

/** What one step of an executor's session gave: the messages it sent, and the other actions. */
export interface StepResult {
  readonly sent: readonly Message[];
  readonly actions: readonly ProverAction[];
}

/**
 * A validator by hand, against the pure state machine of an executor. It signs whatever a test wants, right or wrong,
 * and keeps the chain of hashes as a validator would.
 */
export class ProverFixture {
  readonly time = new ManualTime();
  readonly parties: Parties = createParties({ nowMs: this.time.nowMs() });
  readonly cid = new Uint8Array(16).fill(3);
  readonly openSecret = new Uint8Array(32).fill(4);
  readonly session: ProverSession;
  chain: ChainState = {};

  constructor({ checksBlocks = false, isDelegated = true } = {}) {
    this.session = new ProverSession({
      credential: isDelegated ? this.parties.executorCredential : undefined,
      agent: "test/1",
      checksBlocks,
    });
  }

  prepareMessage(changes: Partial<PrepareMessage> = {}): PrepareMessage {
    const { delegation } = this.parties.validator;
    const spec = (uuid: Uint8Array) => ({ uuid, params: encodeParams(LAB_PARAMS), ...LAB_RATES, zero: 0 });
    return {
      type: "prepare",
      cid: this.cid,
      wallMs: BigInt(this.time.nowMs()),
      genesis: this.parties.context.genesis,
      validatorScheme: HOTKEY_SCHEME_CODES.ed25519,
      validatorKey: delegation.hotkey,
      minerScheme: HOTKEY_SCHEME_CODES.ed25519,
      minerKey: this.parties.context.miner.publicKey,
      executorId: this.parties.context.executorId,
      session: delegation.session,
      notBeforeMs: BigInt(delegation.notBeforeMs),
      notAfterMs: BigInt(delegation.notAfterMs),
      delegation: delegation.signature,
      openCommit: commitToOpening(this.cid, this.openSecret),
      gpus: [spec(labUuid(1)), spec(labUuid(2))],
      ...changes,
    };
  }

  /** Signs a message as the validator and hands it over. */
  send(message: Message, key = this.parties.validator.key): StepResult {
    if (message.type === "ping" || message.type === "pong") throw new Error("pings are not signed");
    return this.handle({ kind: "frame", bytes: signFrame(this.chain, message, key).bytes });
  }

  handle(event: ProverEvent): StepResult {
    const actions = this.session.handle(event, this.time.monotonicUs());
    const sent: Message[] = [];
    for (const action of actions) {
      if (action.do !== "send") continue;
      const decoded = decodeFrame(action.frame, "E>V");
      if (decoded === undefined) throw new Error("the executor sent a malformed frame");
      sent.push(decoded.message);
      if (decoded.message.type === "ready") {
        this.chain = { ...this.chain, ready: frameDigest(this.chain, "ready", decoded.unsigned) };
      }
    }
    return { sent, actions };
  }

  /** Lets time pass, and the session look at its limits. */
  pass(ms: number): StepResult {
    this.time.advanceMs(ms);
    return this.handle({ kind: "tick" });
  }

  get specs(): readonly CheckedSpec[] {
    const specs = checkPrepare(this.prepareMessage());
    if (specs === undefined) throw new Error("the Prepare of this fixture is good");
    return specs;
  }

  /** Brings the session to the state ready. */
  toReady(): StepResult {
    this.#link("prepare", this.prepareMessage());
    this.handle({ kind: "admitted", specs: this.specs });
    return this.handle({ kind: "prepared", claims: [] });
  }

  toScreening(): StepResult {
    return this.#link("prepare", this.prepareMessage());
  }

  /** Brings it to filling. */
  toFilling(): StepResult {
    this.toReady();
    return this.#link("challenge", {
      type: "challenge",
      cid: this.cid,
      blockNumber: 1n,
      blockHash: new Uint8Array(32),
      random: new Uint8Array(32),
    });
  }

  /** Brings it to walking; both GPUs have committed. Gives their R1. */
  toWalking(): readonly Uint8Array[] {
    this.toFilling();
    const commits = [0, 1].map((slot) => this.#fill(slot));
    this.#link("nonce", { type: "nonce", cid: this.cid, value: new Uint8Array(32), commits });
    return commits;
  }

  /** Both GPUs have finished the walk. Gives their R2. */
  finishWalk(): readonly Uint8Array[] {
    return [0, 1].map((slot) =>
      rootOf(this.handle({ kind: "walked", slot, root: new Uint8Array(32).fill(slot) })),
    );
  }

  /** Gives R1 of a slot. */
  #fill(slot: number): Uint8Array {
    const roots = new Uint8Array(32 * LAB_PARAMS.M).fill(slot);
    return rootOf(this.handle({ kind: "filled", slot, roots }));
  }

  #link(
    type: "prepare" | "challenge" | "nonce",
    message: Exclude<Message, { readonly type: "ping" | "pong" }>,
  ): StepResult {
    const { bytes, digest } = signFrame(this.chain, message, this.parties.validator.key);
    const result = this.handle({ kind: "frame", bytes });
    this.chain = { ...this.chain, [type]: digest };
    return result;
  }
}

/** The commit in what was sent. */
function rootOf({ sent }: StepResult): Uint8Array {
  const [message] = sent;
  if (message?.type !== "commit1" && message?.type !== "commit2") throw new Error("there is no commit");
  return message.root;
}
