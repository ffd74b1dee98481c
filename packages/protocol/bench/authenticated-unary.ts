import { Client, credentials } from "@grpc/grpc-js";
import {
  connect,
  definitionOf,
  EXECUTOR_SERVICE,
  ExecutorClient,
  JwtSigner,
  methodNames,
  NO_RETRY,
  secretKey,
  TokenSource,
} from "@headframe/protocol";
import { median, type Measurement } from "@headframe/testkit/bench";
import { AUDIENCE, ISSUER, SECRET } from "./bench-identity.js";
import { startServer } from "./start-server.js";

const CONCURRENCY = 100;
const ROUNDS = 25;
const WARM_UP_MS = 1_500;
const ROUND_MS = 250;

/** About 64 bytes on the wire. */
const REQUEST = { executorId: AUDIENCE, minerHotkey: Buffer.alloc(24, 1), minerScheme: 1 };

type Call = () => Promise<unknown>;

/**
 * Authenticated unary calls per second against those of grpc-js alone: same messages, client and server in a process
 * each. The two take turns, so that both see the same noise; the ratio is the median over the turns.
 */
export async function benchAuthenticatedUnary(): Promise<Measurement[]> {
  const bareServer = await startServer("bare");
  const ourServer = await startServer("authenticated");
  const bareClient = new Client(bareServer.address, credentials.createInsecure());
  const channel = connect(ourServer.address);
  try {
    const bare = bareCall(bareClient);
    const ours = ourCall(new ExecutorClient(channel, { token: makeTokens() }));
    await callsPerSecond(bare, WARM_UP_MS);
    await callsPerSecond(ours, WARM_UP_MS);
    const bareRates: number[] = [];
    const ourRates: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bareRates.push(await callsPerSecond(bare, ROUND_MS));
      ourRates.push(await callsPerSecond(ours, ROUND_MS));
    }
    const ratio = median(ourRates.map((rate, round) => rate / (bareRates[round] ?? Number.NaN)));
    return [
      {
        name: "authenticated unary, 100 at a time",
        value: median(ourRates),
        unit: "calls/s",
        floor: median(bareRates),
        ratio,
      },
    ];
  } finally {
    bareClient.close();
    channel.close();
    await Promise.all([bareServer.stop(), ourServer.stop()]);
  }
}

function makeTokens(): () => string {
  const signer = new JwtSigner({ key: secretKey(SECRET), issuer: ISSUER });
  const source = new TokenSource(signer, { subject: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY" });
  return source.provider({ audience: AUDIENCE, scope: methodNames(EXECUTOR_SERVICE) });
}

function bareCall(client: Client): Call {
  const { Adopt } = definitionOf(EXECUTOR_SERVICE);
  return () =>
    new Promise((resolve, reject) => {
      const deadline = Date.now() + 10_000;
      const { path, requestSerialize, responseDeserialize } = Adopt;
      client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        REQUEST,
        { deadline },
        (error, response) => {
          if (error === null) resolve(response);
          else reject(error);
        },
      );
    });
}

function ourCall(client: ExecutorClient): Call {
  return () => client.adopt(REQUEST, { retry: NO_RETRY });
}

async function callsPerSecond(call: Call, durationMs: number): Promise<number> {
  const startMs = performance.now();
  const endMs = startMs + durationMs;
  let calls = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < endMs) {
      await call();
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return (calls * 1_000) / (performance.now() - startMs);
}
