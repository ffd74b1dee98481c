import { randomUUID } from "node:crypto";
import { silentLogger, sleep, systemClock } from "@headframe/kit";
import {
  createProverPolicy,
  createSessionKey,
  hotkeySchemeOf,
  runProver,
  type Delegation,
  type Device,
  type ExecutorIdentity,
  type FrameTransport,
} from "@headframe/pow";
import {
  allowAnonymous,
  createServer,
  EXECUTOR_SERVICE,
  PROOF_SERVICE,
  proofSession,
  status,
  unary,
  type AdoptRequest__Output,
  type GrpcServer,
  type InstallDelegationRequest__Output,
} from "@headframe/protocol";
import { verifyHotkey } from "@headframe/testkit/pow";
import type { FleetEntry } from "./test-system.js";

type ServerSession = Parameters<Parameters<typeof proofSession>[0]>[0];

/** What an executor does differently from an honest one. */
export interface Cheat {
  readonly devices: readonly Device[];
  /** Sends any number of frames instead of each of its own. */
  readonly tamper?: (frame: Uint8Array) => readonly Uint8Array[];
  /** Answers with another identity than the one its miner gave it. */
  readonly disguise?: (identity: ExecutorIdentity) => ExecutorIdentity;
  /** Plays the whole session itself. */
  readonly prove?: (session: ServerSession, signal: AbortSignal) => Promise<void>;
}

/**
 * An executor that looks honest to its miner (it is adopted, takes its delegation, reports healthy devices) and cheats
 * in its answers. Real gRPC and the real prover, in this process.
 */
export class CheatingExecutor implements FleetEntry {
  readonly id: string;
  grpcAddress = "";
  readonly #cheat: Cheat;
  readonly #server: GrpcServer;
  readonly #installationId = randomUUID();
  readonly #sessionKey = createSessionKey();
  #adoption: AdoptRequest__Output | undefined;
  #delegation: InstallDelegationRequest__Output | undefined;

  private constructor(id: string, cheat: Cheat) {
    this.id = id;
    this.#cheat = cheat;
    // Its miner's tokens would be right; that this one does not look at them is part of being a cheat.
    this.#server = createServer({ authenticate: allowAnonymous }, { logger: silentLogger });
    this.#server.addService(EXECUTOR_SERVICE, this.#executorService(), { statuses: {} });
    const prove = proofSession((session, { signal }) => this.#prove(session, signal));
    this.#server.addService(
      PROOF_SERVICE,
      { Prove: prove },
      { statuses: { "rpc/not-found": status.NOT_FOUND } },
    );
  }

  static async start(id: string, cheat: Cheat): Promise<CheatingExecutor> {
    const executor = new CheatingExecutor(id, cheat);
    for (const service of [EXECUTOR_SERVICE, PROOF_SERVICE]) executor.#server.setServing(service, true);
    executor.grpcAddress = `127.0.0.1:${await executor.#server.listen("127.0.0.1", 0)}`;
    return executor;
  }

  stop(): Promise<void> {
    return this.#server.drain(100);
  }

  #executorService() {
    return {
      Adopt: unary((request: AdoptRequest__Output) => {
        this.#adoption = request;
        return { installationId: this.#installationId, sessionKey: this.#sessionKey.publicKey };
      }),
      InstallDelegation: unary((request: InstallDelegationRequest__Output) => {
        this.#delegation = request;
        return {};
      }),
      GetStatus: unary(() => ({
        executorId: this.#adoption?.executorId ?? "",
        installationId: this.#installationId,
        version: "0.0.0",
        state: "EXECUTOR_STATE_READY" as const,
        backend: "reference",
        devices: this.#cheat.devices.map(({ uuid }) => ({
          uuid,
          name: "reference device",
          totalBytes: 2 ** 30,
        })),
        uptimeSeconds: 1,
        sessionKey: this.#sessionKey.publicKey,
        delegationNotAfterMs: this.#delegation?.notAfterMs ?? 0,
      })),
    };
  }

  async #prove(session: ServerSession, signal: AbortSignal): Promise<void> {
    const { devices, tamper, disguise = (identity) => identity, prove } = this.#cheat;
    if (prove !== undefined) return prove(session, signal);
    await runProver({
      transport: toTransport(session, tamper),
      devices,
      identity: disguise(this.#identity()),
      policy: createProverPolicy({ allowLab: true }, { clock: systemClock }),
      verifyHotkey,
      clock: systemClock,
      sleep,
      signal,
    });
  }

  #identity(): ExecutorIdentity {
    const adoption = this.#adoption;
    const delegation = this.#delegation;
    const scheme = hotkeySchemeOf(adoption?.minerScheme ?? 0);
    if (adoption === undefined || delegation === undefined || scheme === undefined) {
      throw new Error(`${this.id} is challenged before its miner has delegated to it`);
    }
    const genesis = new Uint8Array(adoption.genesisHash);
    const miner = { scheme, publicKey: new Uint8Array(adoption.minerHotkey) };
    const granted: Delegation = {
      genesis,
      role: "executor",
      scheme,
      hotkey: miner.publicKey,
      session: this.#sessionKey.publicKey,
      executorId: adoption.executorId,
      notBeforeMs: Number(delegation.notBeforeMs),
      notAfterMs: Number(delegation.notAfterMs),
      signature: new Uint8Array(delegation.signature),
    };
    return {
      genesis,
      miner,
      executorId: adoption.executorId,
      agent: "cheat/1",
      credential: () => ({ key: this.#sessionKey, delegation: granted }),
    };
  }
}

function toTransport(session: ServerSession, tamper: Cheat["tamper"] = (frame) => [frame]): FrameTransport {
  return {
    frames: stamped(session),
    async send(frame) {
      for (const each of tamper(frame)) await session.send(each);
    },
    close: () => Promise.resolve(),
  };
}

async function* stamped(session: ServerSession) {
  for await (const { frame, arrivedUs } of session.frames()) yield { frame, arrivalUs: arrivedUs };
}
