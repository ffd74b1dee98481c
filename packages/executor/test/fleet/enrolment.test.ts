import { Secret, silentLogger } from "@headframe/kit";
import {
  bearerAuthentication,
  createServer,
  ENROLMENT_SERVICE,
  type EnrolmentServiceHandlers,
  type EnrolRequest__Output,
  type HeartbeatRequest__Output,
  JwtVerifier,
  secretKey,
  unary,
} from "@headframe/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { EXECUTOR_ID } from "../support/miner-side.js";
import { JWT_SECRET, startExecutor, WITHOUT_DEVICES } from "../support/running-executor.js";

/** A miner's side of the enrolment, over real gRPC, that remembers what it was told. */
class FleetDesk {
  readonly enrolments: EnrolRequest__Output[] = [];
  readonly heartbeats: HeartbeatRequest__Output[] = [];
  /** Subjects of the tokens that came. */
  readonly subjects = new Set<string>();
  forgetsExecutors = false;

  async open(port = 0): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
    const verifier = new JwtVerifier({
      keys: [secretKey(new Secret(JWT_SECRET))],
      issuer: "headframe-executor",
      audience: "headframe-miner",
      maxLifetimeMs: 5 * 60 * 1000,
    });
    const server = createServer(
      {
        authenticate: bearerAuthentication({
          verifier,
          toCaller: ({ subject, tokenId }) => {
            this.subjects.add(subject);
            return { kind: "executor", installationId: subject, tokenId };
          },
        }),
      },
      { logger: silentLogger },
    );
    const handlers: EnrolmentServiceHandlers = {
      Enrol: unary((request: EnrolRequest__Output) => {
        this.enrolments.push(request);
        return { executorId: EXECUTOR_ID, heartbeatIntervalMs: 1 };
      }),
      Heartbeat: unary((request: HeartbeatRequest__Output) => {
        if (this.forgetsExecutors) throw new Error("who are you?");
        this.heartbeats.push(request);
        return {};
      }),
    };
    server.addService(ENROLMENT_SERVICE, handlers, { statuses: {} });
    const close = () => server.drain(100);
    onTestFinished(close);
    return { port: await server.listen("127.0.0.1", port), close };
  }
}

function startEnrolled(minerPort: number) {
  return startExecutor({
    ...WITHOUT_DEVICES,
    server: { advertised_address: "gpu-1.example.com:50051" },
    miner: { endpoint: `127.0.0.1:${minerPort}`, alias: "gpu-1" },
  });
}

describe("an executor that dials out", () => {
  it("enrols with its own token and address, then sends heartbeats", async () => {
    const desk = new FleetDesk();
    const { port } = await desk.open();
    const executor = await startEnrolled(port);
    const { installationId } = (await executor.health()).body;
    await expect.poll(() => desk.heartbeats.length, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(desk.enrolments).toEqual([
      { installationId, alias: "gpu-1", grpcAddress: "gpu-1.example.com:50051", version: "0.0.0-test" },
    ]);
    expect(desk.heartbeats[0]).toEqual({ executorId: EXECUTOR_ID, installationId });
    expect([...desk.subjects]).toEqual([installationId]);
  });

  it("enrols again when the miner does not know it any more", async () => {
    const desk = new FleetDesk();
    const { port } = await desk.open();
    await startEnrolled(port);
    await expect.poll(() => desk.enrolments.length, { timeout: 5_000 }).toBe(1);
    desk.forgetsExecutors = true;
    await expect.poll(() => desk.enrolments.length, { timeout: 5_000 }).toBe(2);
  });

  it("starts, and stops, while there is no miner", async () => {
    const desk = new FleetDesk();
    const { port, close } = await desk.open();
    await close();
    const executor = await startEnrolled(port);
    expect((await executor.health()).body.reason?.code).toBe("gpu/disabled");
    await executor.stop();
    expect(desk.enrolments).toEqual([]);
  });
});
