import { type Keypair, keypairFromUri } from "@headframe/chain";
import { Secret } from "@headframe/kit";
import { delegationDigest, HOTKEY_SCHEME_CODES } from "@headframe/pow";
import {
  connect,
  ExecutorClient,
  EXECUTOR_CONTROL,
  EXECUTOR_SERVICE,
  HEALTH_METHODS,
  HealthClient,
  JwtSigner,
  methodNames,
  PROOF_SERVICE,
  ProofClient,
  secretKey,
  TokenSource,
} from "@headframe/protocol";
import { afterThisTest, type CleanUp } from "./clean-up.js";
import { JWT_SECRET } from "./running-executor.js";

export const EXECUTOR_ID = "0b7f3c1e-7a2d-5c4b-8e9f-112233445566";
export const GENESIS = new Uint8Array(32).fill(0x47);
const DAY_MS = 86_400_000;

const ALL_METHODS = [
  ...methodNames(EXECUTOR_SERVICE),
  ...methodNames(PROOF_SERVICE),
  ...methodNames(EXECUTOR_CONTROL),
  ...Object.values(HEALTH_METHODS),
];

export interface MinerSideOptions {
  readonly hotkey?: Keypair;
  readonly executorId?: string;
  /** `aud` of the tokens. Default: `executorId`. */
  readonly audience?: string;
  readonly issuer?: string;
  readonly secret?: string;
  readonly scope?: readonly string[];
  readonly lifetimeMs?: number;
  readonly genesis?: Uint8Array;
  /** Default: when the test ends. */
  readonly cleanUp?: CleanUp;
}

/** A miner as its executor knows it: tokens, adoption, delegation, and a channel. */
export class MinerSide {
  readonly hotkey: Keypair;
  readonly executorId: string;
  readonly executor: ExecutorClient;
  readonly proof: ProofClient;
  readonly health: HealthClient;
  readonly token: () => string;
  readonly channel;
  readonly #genesis: Uint8Array;

  constructor(grpcPort: number, options: MinerSideOptions = {}) {
    const {
      hotkey = keypairFromUri("//Miner"),
      executorId = EXECUTOR_ID,
      genesis = GENESIS,
      cleanUp = afterThisTest,
    } = options;
    this.hotkey = hotkey;
    this.executorId = executorId;
    this.#genesis = genesis;
    const key = secretKey(new Secret(options.secret ?? JWT_SECRET));
    const signer = new JwtSigner({ key, issuer: options.issuer ?? "headframe-miner" });
    const tokens = new TokenSource(signer, {
      subject: hotkey.ss58,
      ...(options.lifetimeMs !== undefined && { lifetimeMs: options.lifetimeMs }),
    });
    const token = tokens.provider({
      audience: options.audience ?? executorId,
      scope: options.scope ?? ALL_METHODS,
    });
    this.token = token;
    this.channel = connect(`127.0.0.1:${grpcPort}`);
    cleanUp(() => this.channel.close());
    this.executor = new ExecutorClient(this.channel, { token });
    this.proof = new ProofClient(this.channel, { token });
    this.health = new HealthClient(this.channel, { token });
  }

  adopt() {
    return this.executor.adopt({
      executorId: this.executorId,
      minerHotkey: this.hotkey.publicKey,
      minerScheme: HOTKEY_SCHEME_CODES[this.hotkey.scheme],
      genesisHash: this.#genesis,
    });
  }

  /** Signs for the executor's current session key, from `startMs` for `lifetimeMs`. */
  async delegate({ startMs = Date.now() - 1000, lifetimeMs = DAY_MS } = {}): Promise<void> {
    const { sessionKey } = await this.executor.getStatus();
    const terms = {
      genesis: this.#genesis,
      role: "executor",
      scheme: this.hotkey.scheme,
      hotkey: this.hotkey.publicKey,
      session: new Uint8Array(sessionKey),
      executorId: this.executorId,
      notBeforeMs: startMs,
      notAfterMs: startMs + lifetimeMs,
    } as const;
    await this.executor.installDelegation({
      sessionKey: terms.session,
      notBeforeMs: terms.notBeforeMs,
      notAfterMs: terms.notAfterMs,
      signature: this.hotkey.sign(delegationDigest(terms)),
    });
  }

  /** Adopts and delegates: afterwards the executor can be challenged. */
  async takeOver(): Promise<this> {
    await this.adopt();
    await this.delegate();
    return this;
  }
}
