import { connect, ProofClient, type GrpcChannel } from "@headframe/protocol";
import { median, ratioTo, type Measurement } from "@headframe/testkit/bench";
import { startServer } from "./start-server.js";

const ROUND_TRIPS = 300;
const ROUNDS = 5;

const SIZES = [
  { label: "100 B", bytes: 100 },
  { label: "1 MiB", bytes: 1024 * 1024 },
] as const;

/** What a relay in a process of its own adds to the round trip of a frame: medians over turns of both ways. */
export async function benchRelay(): Promise<Measurement[]> {
  const prover = await startServer("prover");
  const relay = await startServer("relay", prover.address);
  const channels = [connect(prover.address), connect(relay.address)] as const;
  try {
    const results: Measurement[] = [];
    for (const { label, bytes } of SIZES) {
      const direct: number[] = [];
      const relayed: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        direct.push(...(await roundTripsMs(channels[0], bytes)));
        relayed.push(...(await roundTripsMs(channels[1], bytes)));
      }
      const [directMs, relayedMs] = [median(direct), median(relayed)];
      results.push(
        {
          name: `relay, ${label} each way: round trip`,
          value: relayedMs,
          unit: "ms",
          ...ratioTo(directMs, relayedMs),
        },
        { name: `relay, ${label} each way: added`, value: relayedMs - directMs, unit: "ms" },
      );
    }
    return results;
  } finally {
    for (const channel of channels) channel.close();
    await Promise.all([relay.stop(), prover.stop()]);
  }
}

async function roundTripsMs(channel: GrpcChannel, bytes: number): Promise<number[]> {
  const session = new ProofClient(channel, { token: () => "token" }).open("executor");
  const frames = session.frames()[Symbol.asyncIterator]();
  const frame = Buffer.alloc(bytes, 1);
  const times: number[] = [];
  for (let trip = 0; trip < ROUND_TRIPS / (bytes > 10_000 ? 10 : 1); trip += 1) {
    const startMs = performance.now();
    await session.send(frame);
    await frames.next();
    times.push(performance.now() - startMs);
  }
  session.halfClose();
  await frames.next();
  return times.slice(times.length >> 2);
}
