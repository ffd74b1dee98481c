import { randomBytes, randomUUID } from "node:crypto";
import { AppError, Secret, silentLogger } from "@headframe/kit";
import {
  type AdoptRequest__Output,
  bearerAuthentication,
  bidiStream,
  createServer,
  EXECUTOR_SERVICE,
  type ExecutorServiceHandlers,
  type GetStatusResponse,
  type GrpcServer,
  type GrpcServerOptions,
  type InstallDelegationRequest__Output,
  JwtVerifier,
  PROOF_SERVICE,
  type ProofServiceHandlers,
  type ProveRequest__Output,
  type ProveResponse,
  secretKey,
  status,
  unary,
} from "@headframe/protocol";
import { onTestFinished } from "vitest";
import type { CleanUp } from "./temporary.js";

/** The secret that test miners and test executors share. */
export const SHARED_SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

/** How a fake executor answers a challenge. */
export type ProveBehaviour = (
  requests: AsyncIterable<ProveRequest__Output>,
  send: (response: ProveResponse) => Promise<void>,
) => Promise<void>;

/** Sends every frame back. */
export const echo: ProveBehaviour = async (requests, send) => {
  for await (const { frame } of requests) await send({ frame });
};

/** A refusal with a code of the executor's own. */
export class FakeRefusal extends AppError<{ readonly code: "executor/no-delegation" }> {
  constructor() {
    super({ code: "executor/no-delegation" }, "no delegation is installed", { hint: "install one" });
  }
}

const STATUSES = { "executor/no-delegation": status.FAILED_PRECONDITION } as const;

/** An executor as far as its miner can tell: a real gRPC server that checks tokens, adopts and answers. */
export class FakeExecutor {
  readonly installationId: string;
  readonly adoptions: AdoptRequest__Output[] = [];
  readonly delegations: InstallDelegationRequest__Output[] = [];
  /** What GetStatus says, over an ordinary ready executor. */
  answer: Partial<GetStatusResponse> = {};
  prove: ProveBehaviour = echo;
  sessionKey: Buffer = randomBytes(32);
  /** Audiences of the tokens of the challenges that came. */
  readonly challenged: string[] = [];
  readonly #credentials: GrpcServerOptions["credentials"];
  #server: GrpcServer | undefined;
  #port = 0;

  private constructor(installationId: string, credentials: GrpcServerOptions["credentials"]) {
    this.installationId = installationId;
    this.#credentials = credentials;
  }

  /** Starts one that is stopped when the test, or whatever `cleanUp` says, has finished. */
  static async start(
    cleanUp: CleanUp = onTestFinished,
    credentials?: GrpcServerOptions["credentials"],
  ): Promise<FakeExecutor> {
    const executor = new FakeExecutor(randomUUID(), credentials);
    await executor.listen();
    cleanUp(() => executor.stop());
    return executor;
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Listens, after {@link FakeExecutor.stop} on the port that it had. */
  async listen(): Promise<void> {
    const verifier = new JwtVerifier({
      keys: [secretKey(new Secret(SHARED_SECRET))],
      issuer: "headframe-miner",
      audience: () => true,
      maxLifetimeMs: 300_000,
    });
    const server = createServer(
      {
        authenticate: bearerAuthentication({
          verifier,
          toCaller: ({ subject, audience, tokenId }) => ({
            kind: "miner",
            hotkey: subject,
            executorId: audience,
            tokenId,
          }),
        }),
        ...(this.#credentials === undefined ? {} : { credentials: this.#credentials }),
      },
      { logger: silentLogger },
    );
    server.addService(EXECUTOR_SERVICE, this.#executorHandlers(), { statuses: STATUSES });
    server.addService(PROOF_SERVICE, this.#proofHandlers(), { statuses: STATUSES });
    this.#server = server;
    this.#port = await server.listen("127.0.0.1", this.#port);
  }

  async stop(): Promise<void> {
    await this.#server?.drain(0);
    this.#server = undefined;
  }

  #executorHandlers(): ExecutorServiceHandlers {
    return {
      Adopt: unary((request: AdoptRequest__Output) => {
        this.adoptions.push(request);
        return { installationId: this.installationId, sessionKey: this.sessionKey };
      }),
      InstallDelegation: unary((request: InstallDelegationRequest__Output) => {
        this.delegations.push(request);
        return {};
      }),
      GetStatus: unary(() => {
        const last = this.delegations.at(-1);
        const isCurrent = last !== undefined && this.sessionKey.equals(last.sessionKey);
        return {
          executorId: this.adoptions.at(-1)?.executorId ?? "",
          installationId: this.installationId,
          version: "1.2.3",
          ...(isCurrent
            ? { state: "EXECUTOR_STATE_READY" }
            : {
                state: "EXECUTOR_STATE_UNABLE",
                reason: "no delegation",
                reasonCode: "executor/no-delegation",
              }),
          backend: "reference",
          devices: [
            { uuid: Buffer.alloc(16, 7), name: "Reference device", totalBytes: 1024, freeBytes: 512 },
          ],
          uptimeSeconds: 5,
          sessionKey: this.sessionKey,
          delegationNotAfterMs: isCurrent ? last.notAfterMs : 0,
          ...this.answer,
        } satisfies GetStatusResponse;
      }),
    };
  }

  #proofHandlers(): ProofServiceHandlers {
    return {
      Prove: bidiStream<ProveRequest__Output, ProveResponse>(async (requests, call) => {
        if (call.caller.kind === "miner") this.challenged.push(call.caller.executorId);
        await this.prove(requests, (response) => call.send(response));
      }),
    };
  }
}
