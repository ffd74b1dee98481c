import type { KeyObject } from "node:crypto";
import type { Keypair } from "@headframe/chain";
import type { AppError, Clock } from "@headframe/kit";
import { HOTKEY_SCHEME_CODES } from "@headframe/pow/delegation";
import {
  connect,
  EXECUTOR_SERVICE,
  ExecutorClient,
  type GrpcChannel,
  type GrpcChannelOptions,
  HEALTH_METHODS,
  JwtSigner,
  methodNames,
  type MethodOptions,
  MINER_ISSUER,
  NO_RETRY,
  PROOF_SERVICE,
  ProofClient,
  RpcError,
  TokenSource,
} from "@headframe/protocol";
import { FleetError } from "../fleet/errors.js";
import type { ExecutorPeer } from "../fleet/executor-peer.js";
import { toExecutorReport, toInstallationId, toSessionKey } from "./convert.js";

export interface ExecutorConnectionsOptions {
  /** Key of the secret shared with the executors. */
  readonly key: KeyObject;
  readonly hotkey: Keypair;
  /** Hash of block 0, 32 bytes. */
  readonly genesisHash: Uint8Array;
  /** Deadline of each call but challenges. */
  readonly deadlineMs: number;
  readonly channel: GrpcChannelOptions;
}

/** A stream of undecoded messages to an executor. */
export type RawProofStream = ReturnType<ProofClient["openRaw"]>;

interface Connection {
  readonly channel: GrpcChannel;
  readonly proofs: ProofClient;
}

const SCOPE: readonly string[] = [
  ...methodNames(EXECUTOR_SERVICE),
  ...methodNames(PROOF_SERVICE),
  HEALTH_METHODS.check,
];

/** The connections to all executors: one per executor, for checks and challenges alike. */
export class ExecutorConnections {
  readonly #options: ExecutorConnectionsOptions;
  readonly #clock: Clock;
  readonly #tokens: TokenSource;
  readonly #byExecutor = new Map<string, Connection>();

  constructor(options: ExecutorConnectionsOptions, { clock }: { readonly clock: Clock }) {
    this.#options = options;
    this.#clock = clock;
    const signer = new JwtSigner({ key: options.key, issuer: MINER_ISSUER }, { clock });
    this.#tokens = new TokenSource(signer, { subject: options.hotkey.ss58 }, { clock });
  }

  /** Makes the peer of an executor; nothing is sent before its first call. */
  connect(executorId: string, grpcAddress: string): ExecutorPeer {
    const clock = this.#clock;
    const channel = connect(grpcAddress, this.#options.channel, { clock });
    const token = this.#tokens.provider({ audience: executorId, scope: SCOPE });
    const connection: Connection = { channel, proofs: new ProofClient(channel, { token }, { clock }) };
    this.#byExecutor.set(executorId, connection);
    const close = (): void => {
      channel.close();
      if (this.#byExecutor.get(executorId) === connection) this.#byExecutor.delete(executorId);
    };
    return makePeer(executorId, new ExecutorClient(channel, { token }), {
      ...this.#options,
      grpcAddress,
      close,
    });
  }

  /** Begins a challenge. Throws when the executor has left the fleet. */
  openProof(executorId: string, options: MethodOptions): RawProofStream {
    const connection = this.#byExecutor.get(executorId);
    if (connection === undefined) throw new Error(`there is no connection to executor ${executorId}`);
    return connection.proofs.openRaw(executorId, options);
  }
}

interface PeerParts extends ExecutorConnectionsOptions {
  readonly grpcAddress: string;
  readonly close: () => void;
}

function makePeer(executorId: string, client: ExecutorClient, parts: PeerParts): ExecutorPeer {
  const { hotkey, genesisHash, grpcAddress, deadlineMs, close } = parts;
  // The fleet's health states are the retry policy.
  const options = (signal: AbortSignal): MethodOptions => ({ signal, deadlineMs, retry: NO_RETRY });
  const explained = async <Result>(call: Promise<Result>): Promise<Result> => {
    try {
      return await call;
    } catch (error) {
      throw error instanceof RpcError ? explain(error, executorId, grpcAddress) : error;
    }
  };
  return {
    async adopt(signal) {
      const request = {
        executorId,
        minerHotkey: hotkey.publicKey,
        minerScheme: HOTKEY_SCHEME_CODES[hotkey.scheme],
        genesisHash,
      };
      const response = await explained(client.adopt(request, options(signal)));
      return {
        installationId: toInstallationId(response.installationId),
        sessionKey: toSessionKey(response.sessionKey),
      };
    },
    async installDelegation(delegation, signal) {
      await explained(client.installDelegation(delegation, options(signal)));
    },
    async status(signal) {
      return toExecutorReport(await explained(client.getStatus(options(signal))));
    },
    close,
  };
}

/** Says in the words of the fleet what a failed call to an executor means. */
function explain(error: RpcError, executorId: string, grpcAddress: string): AppError {
  const { peerCode, details } = error.detail;
  if (peerCode !== undefined) {
    return new FleetError(
      { code: "fleet/executor-refused", executorId, peerCode },
      `executor at ${grpcAddress} refused: ${details}`,
      { cause: error, ...(error.hint === undefined ? {} : { hint: error.hint }) },
    );
  }
  return new FleetError(
    { code: "fleet/executor-unreachable", executorId },
    `Failed to connect to executor at ${grpcAddress}: ${details}`,
    {
      hint: "check that the executor runs, that its firewall lets this miner in, and that grpc_address is right",
      cause: error,
    },
  );
}
