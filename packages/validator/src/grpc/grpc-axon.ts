import { basilicaRequestText, basilicaResponseText, verifySignature, type Keypair } from "@headframe/chain";
import type { Clock } from "@headframe/kit";
import type { HotkeyScheme } from "@headframe/pow";
import {
  connect,
  FleetClient,
  MinerDiscoveryClient,
  ProofClient,
  type GrpcChannel,
  type MinerAuthResponse__Output,
} from "@headframe/protocol";
import type { Authentication, Axon, ListedExecutor, ProofStream } from "../challenge/axon.js";
import { ValidatorError } from "../errors.js";
import { toExpiryMs, toListedExecutors, toSignature } from "./convert.js";
import { wordsOfReply } from "./peer-words.js";
import { ProofTransport } from "./proof-transport.js";
import { toValidatorError } from "./to-validator-error.js";

/** The miner that is meant, as the chain knows it. */
export interface AxonTarget {
  /** `host:port` */
  readonly address: string;
  /** SS58. */
  readonly hotkey: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

export interface GrpcAxonParts {
  /** The validator's. */
  readonly hotkey: Keypair;
  readonly clock: Clock;
  /** A fresh UUIDv4. */
  readonly randomUuid: () => string;
}

/** A miner's axon over gRPC. One channel carries everything. */
export class GrpcAxon implements Axon {
  readonly address: string;
  readonly #target: AxonTarget;
  readonly #parts: GrpcAxonParts;
  readonly #channel: GrpcChannel;
  #token = "";

  constructor(target: AxonTarget, parts: GrpcAxonParts) {
    this.address = target.address;
    this.#target = target;
    this.#parts = parts;
    this.#channel = connect(target.address, {}, { clock: parts.clock });
  }

  async authenticate(signal: AbortSignal): Promise<Authentication> {
    const { hotkey, clock, randomUuid } = this.#parts;
    const nonce = randomUuid();
    const seconds = Math.floor(clock.nowMs() / 1000);
    const signature = hotkey.sign(
      Buffer.from(basilicaRequestText(nonce, this.#target.hotkey, BigInt(seconds))),
    );
    const sentUs = clock.monotonicUs();
    const reply = await this.#call(() =>
      new MinerDiscoveryClient(this.#channel).authenticateValidator(
        {
          validatorHotkey: hotkey.ss58,
          nonce,
          signature: Buffer.from(signature).toString("hex"),
          timestamp: { value: { seconds, nanos: 0 } },
          targetMinerHotkey: this.#target.hotkey,
        },
        { signal },
      ),
    );
    const elapsedUs = clock.monotonicUs() - sentUs;
    if (!reply.authenticated) throw this.#refused(reply);
    const minerScheme = this.#checkReply(reply);
    this.#token = reply.sessionToken;
    return { minerScheme, elapsedUs, expiresAtMs: toExpiryMs(reply) };
  }

  async listExecutors(signal: AbortSignal): Promise<readonly ListedExecutor[]> {
    const client = new FleetClient(this.#channel, { token: () => this.#token });
    const { executors } = await this.#call(() => client.listExecutors({ signal }));
    return toListedExecutors(executors, this.address);
  }

  prove(executorId: string): ProofStream {
    const client = new ProofClient(this.#channel, { token: () => this.#token }, { clock: this.#parts.clock });
    return new ProofTransport(client.open(executorId), executorId);
  }

  close(): void {
    this.#channel.close();
  }

  async #call<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      throw toValidatorError(error, this.address);
    }
  }

  /**
   * Whoever answers at the address on chain is only believed to be the miner once the hotkey on chain has signed for
   * this very session. The bit that marks sr25519 signatures tells the scheme; either one needs the miner's secret.
   */
  #checkReply(reply: MinerAuthResponse__Output): HotkeyScheme {
    const { hotkey, publicKey } = this.#target;
    const signature = toSignature(reply.minerSignature);
    const scheme: HotkeyScheme = ((signature?.at(-1) ?? 0) & 0x80) === 0 ? "ed25519" : "sr25519";
    const text = Buffer.from(
      basilicaResponseText(this.#parts.hotkey.ss58, reply.responseNonce, reply.sessionToken),
    );
    const isSigned = signature !== undefined && verifySignature(scheme, publicKey, text, signature);
    if (isSigned && reply.minerHotkey === hotkey) return scheme;
    const why = isSigned ? "it names another hotkey" : "its reply is not signed by that hotkey";
    throw new ValidatorError(
      { code: "validator/miner-not-authentic", address: this.address, hotkey },
      `whoever answers at ${this.address} could not prove to be miner ${hotkey}: ${why}`,
      {
        hint: "the axon on chain is outdated, or somebody sits in between: the miner must serve its axon again",
      },
    );
  }

  #refused(reply: MinerAuthResponse__Output): ValidatorError {
    const { sentence, code: minerCode, hint } = wordsOfReply(reply);
    return new ValidatorError(
      { code: "validator/authentication-refused", address: this.address, minerCode },
      `the miner at ${this.address} refuses this validator: ${sentence}`,
      { hint: hint ?? "its operator decides who may challenge it" },
    );
  }
}
