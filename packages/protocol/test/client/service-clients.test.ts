import { AppError, silentLogger } from "@headframe/kit";
import {
  allowAnonymous,
  connect,
  createServer,
  ENROLMENT_SERVICE,
  EnrolmentClient,
  EXECUTOR_SERVICE,
  ExecutorClient,
  FLEET_SERVICE,
  FleetClient,
  MINER_DISCOVERY,
  MinerDiscoveryClient,
  status,
  unary,
  type CallContext,
  type EnrolmentServiceHandlers,
  type ExecutorServiceHandlers,
  type FleetServiceHandlers,
  type MinerDiscoveryHandlers,
} from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { useCleanUps } from "../support/clean-ups.js";
import { failureOf } from "../support/failure-of.js";

const defer = useCleanUps();
const NO_FAILURES = { statuses: {} };

/** Serves everything that clients call, and notes the token of each call. */
async function start() {
  const tokens: unknown[] = [];
  const noting =
    <Request, Response>(answer: (request: Request) => Response) =>
    (request: Request, call: CallContext): Response => {
      tokens.push(call.metadata.get("authorization")[0]);
      return answer(request);
    };
  const server = createServer({ authenticate: allowAnonymous }, { logger: silentLogger });
  const executor = {
    Adopt: unary(noting(({ executorId }) => ({ installationId: executorId }))),
    InstallDelegation: unary(noting(() => ({}))),
    GetStatus: unary(noting(() => ({ backend: "reference" }))),
  } satisfies ExecutorServiceHandlers;
  const enrolment = {
    Enrol: unary(noting(({ alias }) => ({ executorId: alias, heartbeatIntervalMs: 5_000 }))),
    Heartbeat: unary(noting(() => ({}))),
  } satisfies EnrolmentServiceHandlers;
  const fleet = {
    ListExecutors: unary(
      noting(() => ({ executors: [{ alias: "gpu-1", health: "EXECUTOR_HEALTH_HEALTHY" }] })),
    ),
  } satisfies FleetServiceHandlers;
  const lacking = unary<unknown, object>(() => ({}));
  const discovery = {
    AuthenticateValidator: unary(noting(({ nonce }) => ({ authenticated: true, sessionToken: nonce }))),
    RequestExecutorLease: unary(noting(() => ({ availableExecutors: [{ executorId: "e" }] }))),
    InitiateExecutorSession: lacking,
    InitiateSshSession: lacking,
    CloseSshSession: lacking,
    ListSshSessions: lacking,
  } satisfies MinerDiscoveryHandlers;
  server.addService(EXECUTOR_SERVICE, executor, NO_FAILURES);
  server.addService(ENROLMENT_SERVICE, enrolment, NO_FAILURES);
  server.addService(FLEET_SERVICE, fleet, NO_FAILURES);
  server.addService(MINER_DISCOVERY, discovery, NO_FAILURES);
  const channel = connect(`127.0.0.1:${await server.listen("127.0.0.1", 0)}`);
  defer(() => server.drain(500));
  defer(() => channel.close());
  return { channel, tokens };
}

describe("service clients", () => {
  it("call what they say and send the token of the moment", async () => {
    const { channel, tokens } = await start();
    let issued = 0;
    const token = (): string => `token-${(issued += 1)}`;
    const executor = new ExecutorClient(channel, { token });
    expect((await executor.adopt({ executorId: "e" })).installationId).toBe("e");
    await executor.installDelegation({});
    expect((await executor.getStatus()).backend).toBe("reference");
    const enrolment = new EnrolmentClient(channel, { token });
    expect(await enrolment.enrol({ alias: "a" })).toEqual({ executorId: "a", heartbeatIntervalMs: "5000" });
    await enrolment.heartbeat({});
    const [listed] = (await new FleetClient(channel, { token }).listExecutors()).executors;
    expect(listed).toMatchObject({ alias: "gpu-1", health: "EXECUTOR_HEALTH_HEALTHY", devices: [] });
    expect(tokens).toEqual([1, 2, 3, 4, 5, 6].map((number) => `Bearer token-${number}`));
  });

  it("send no token where tokens travel in the messages", async () => {
    const { channel, tokens } = await start();
    const discovery = new MinerDiscoveryClient(channel);
    expect(await discovery.authenticateValidator({ nonce: "n" })).toMatchObject({
      sessionToken: "n",
      error: null,
    });
    expect((await discovery.requestExecutorLease({})).availableExecutors).toHaveLength(1);
    expect(tokens).toEqual([undefined, undefined]);
  });

  it("try again what may be repeated, and a nonce only once", async () => {
    let calls = 0;
    const away = unary<unknown, object>(() => {
      calls += 1;
      throw new AppError({ code: "test/away" }, "away");
    });
    const server = createServer({ authenticate: allowAnonymous }, { logger: silentLogger });
    const statuses = { "test/away": status.UNAVAILABLE };
    const executor = {
      Adopt: away,
      InstallDelegation: away,
      GetStatus: away,
    } satisfies ExecutorServiceHandlers;
    const discovery = {
      AuthenticateValidator: away,
      RequestExecutorLease: away,
      InitiateExecutorSession: away,
      InitiateSshSession: away,
      CloseSshSession: away,
      ListSshSessions: away,
    } satisfies MinerDiscoveryHandlers;
    server.addService(EXECUTOR_SERVICE, executor, { statuses });
    server.addService(MINER_DISCOVERY, discovery, { statuses });
    const channel = connect(`127.0.0.1:${await server.listen("127.0.0.1", 0)}`);
    defer(() => server.drain(500));
    defer(() => channel.close());

    await failureOf(new ExecutorClient(channel, { token: () => "t" }).getStatus());
    expect(calls).toBe(3);
    await failureOf(new MinerDiscoveryClient(channel).authenticateValidator({ nonce: "n" }));
    expect(calls).toBe(4);
  });
});
