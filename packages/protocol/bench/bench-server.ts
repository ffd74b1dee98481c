// A server in a process of its own: prints the port that it listens on, and ends when its stdin does.
import { Server, ServerCredentials, type ServiceDefinition } from "@grpc/grpc-js";
import { silentLogger } from "@headframe/kit";
import {
  allowAnonymous,
  bearerAuthentication,
  connect,
  createServer,
  definitionOf,
  EXECUTOR_SERVICE,
  JwtVerifier,
  PROOF_SERVICE,
  ProofClient,
  proofSession,
  rawBidi,
  relayStream,
  secretKey,
  unary,
  type AdoptRequest__Output,
  type AdoptResponse,
  type ExecutorServiceHandlers,
} from "@headframe/protocol";
import { AUDIENCE, ISSUER, SECRET } from "./bench-identity.js";

const deps = { logger: silentLogger };

function answer(request: AdoptRequest__Output): AdoptResponse {
  return { installationId: request.executorId, sessionKey: request.minerHotkey };
}

const servers: Readonly<Record<string, (argument: string) => Promise<number>>> = {
  /** grpc-js and nothing else. */
  bare: () => {
    const server = new Server();
    server.addService(definitionOf(EXECUTOR_SERVICE) as ServiceDefinition, {
      Adopt: (
        call: { request: AdoptRequest__Output },
        callback: (error: null, response: AdoptResponse) => void,
      ) => callback(null, answer(call.request)),
    });
    return new Promise((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error === null) resolve(port);
        else reject(error);
      });
    });
  },
  authenticated: () => {
    const verifier = new JwtVerifier({ keys: [secretKey(SECRET)], issuer: ISSUER, audience: AUDIENCE });
    const authenticate = bearerAuthentication({
      verifier,
      toCaller: ({ subject, audience, tokenId }) => ({
        kind: "miner",
        hotkey: subject,
        executorId: audience,
        tokenId,
      }),
    });
    const server = createServer({ authenticate }, deps);
    const handlers = {
      Adopt: unary(answer),
      InstallDelegation: unary(() => ({})),
      GetStatus: unary(() => ({})),
    } satisfies ExecutorServiceHandlers;
    server.addService(EXECUTOR_SERVICE, handlers, { statuses: {} });
    return server.listen("127.0.0.1", 0);
  },
  /** Sends every frame back. */
  prover: () => {
    const server = createServer({ authenticate: allowAnonymous }, deps);
    const Prove = proofSession(async (session) => {
      for await (const { frame } of session.frames()) await session.send(frame);
    });
    server.addService(PROOF_SERVICE, { Prove }, { statuses: {} });
    return server.listen("127.0.0.1", 0);
  },
  relay: (address) => {
    const client = new ProofClient(connect(address), { token: () => "token" });
    const server = createServer({ authenticate: allowAnonymous }, deps);
    const Prove = rawBidi(async (near, call) => {
      await relayStream(near, client.openRaw("executor", { signal: call.signal }), {
        address,
        method: "Prove",
      });
    });
    server.addRawService(PROOF_SERVICE, { Prove }, { statuses: {} });
    return server.listen("127.0.0.1", 0);
  },
};

const [, , kind = "", argument = ""] = process.argv;
const listen = servers[kind];
if (listen === undefined) throw new Error(`no such server: ${kind}`);
process.stdout.write(`${await listen(argument)}\n`);
process.stdin.on("end", () => process.exit(0)).resume();
