import { connect as connectTcp } from "node:net";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { Secret } from "@headframe/kit";
import {
  connect,
  EXECUTOR_SERVICE,
  ExecutorClient,
  HealthClient,
  JwtSigner,
  methodName,
  RpcError,
  secretKey,
} from "@headframe/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  describeRun,
  listExecutors,
  TestSystem,
  type RunningExecutor,
  type RunningMiner,
  type ValidatorRun,
} from "../harness/test-system.js";
import { listServices } from "../harness/list-services.js";
import { startValidator } from "../harness/running-validator.js";
import { waitUntil } from "../harness/wait-until.js";

const GET_STATUS = methodName(EXECUTOR_SERVICE, "GetStatus");

let system: TestSystem;
let executors: readonly RunningExecutor[];
let miners: readonly RunningMiner[];
let run: ValidatorRun;

beforeAll(async () => {
  system = await TestSystem.start();
  const two = {
    server: { host: "127.0.0.1", grpc_port: 0, health_port: 0, reflection: true },
    gpu: { backend: "reference", reference_devices: 2, allow_lab_tier: true },
  };
  executors = await Promise.all([
    system.startExecutor("one"),
    system.startExecutor("two", two),
    system.startExecutor("three"),
  ]);
  // A miner reads the subnet now and then: who is to be known to it must be there first.
  await system.addNeuron("without-permit");
  const hotkeys = [await system.addNeuron("alpha"), await system.addNeuron("beta")] as const;
  miners = await Promise.all([
    system.startMiner("alpha", hotkeys[0], executors.slice(0, 2)),
    system.startMiner("beta", hotkeys[1], executors.slice(2), {
      server: { host: "127.0.0.1", port: 0, reflection: true },
    }),
  ]);
  run = await system.challengeAsProgram(["--all"]);
});
afterAll(() => system.close());

describe("two miners with three executors", () => {
  it("are all accepted in one run", () => {
    expect(run.stderr).toContain("everybody is ready");
    expect(run.report?.accepted, describeRun(run)).toBe(true);
    expect(run.code).toBe(0);
  });

  it("are found on chain with the axons that they serve", () => {
    const found = run.report?.miners.map(({ hotkey, axon }) => [hotkey, axon.ip, axon.port]);
    expect(found).toEqual(miners.map(({ hotkey, axonPort }) => [hotkey.ss58, "127.0.0.1", axonPort]));
  });

  it("each prove every device that they list, in time, and none of them is taken for a GPU", () => {
    const reports = run.report?.miners.flatMap((miner) => miner.executors) ?? [];
    const proved = reports.map(({ alias, session }) => `${alias}: ${session?.devices.length}`);
    expect(proved.toSorted()).toEqual(["one: 1", "three: 1", "two: 2"]);
    for (const device of reports.flatMap(({ session }) => session?.devices ?? [])) {
      expect(device).toMatchObject({
        outcome: "accept",
        reason: "ok",
        score: null,
        class: { source: "lab" },
      });
      expect(device.t1Us).toBeLessThan(device.d1Us ?? 0);
      expect(device.t2Us).toBeLessThan(device.d2Us ?? 0);
    }
  });

  it("leave evidence for this user alone, which is accepted again offline", async () => {
    const names = await readdir(system.transcripts);
    expect(names).toHaveLength(3);
    const files = names.map((name) => path.join(system.transcripts, name));
    for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o600);
    const verified = await system.run("validator", ["verify", ...files]).ended;
    expect(verified.stdout.match(/every device accepted, judged again/g)).toHaveLength(3);
    expect(verified.code).toBe(0);
  });

  it("are listed with their axons by the validator", async () => {
    const args = ["miners", "--chain", system.localnet.url, "--netuid", String(system.netuid)];
    const listed = await startValidator(args).ended;
    for (const { hotkey, axonPort } of miners) {
      expect(listed.stdout).toMatch(new RegExp(`${hotkey.ss58} +127.0.0.1:${axonPort}`));
    }
  });
});

describe("a validator without the right to challenge", () => {
  it.each([
    { who: "that is not registered", wallet: "stranger", code: "access/not-registered" },
    { who: "that has no permit", wallet: "without-permit", code: "access/no-validator-permit" },
  ])("$who is refused with the miner's reason and remedy", async ({ wallet, code }) => {
    if (wallet === "stranger") await system.addWallet(wallet);
    const refused = await system.challenge(["--miner", miners[0]?.hotkey.ss58 ?? ""], { wallet });
    expect(refused).toMatchObject({ code: 2, report: undefined });
    expect(refused.stderr).toContain("error: the miner at 127.0.0.1");
    expect(refused.stderr).toContain(code);
    expect(refused.stderr).toContain("hint: ");
  });
});

describe("an executor called by somebody else than its miner", () => {
  const subject = (): string => miners[0]?.hotkey.ss58 ?? "";
  const audience = async (): Promise<string> => {
    const [listed] = miners[0] === undefined ? [] : await listExecutors(miners[0]);
    return listed?.executor_id ?? "";
  };
  const sign = async (secret: string, lifetimeMs: number, facts: object = {}): Promise<string> =>
    new JwtSigner({ key: secretKey(new Secret(secret)), issuer: "headframe-miner" }).sign({
      subject: subject(),
      audience: await audience(),
      scope: [GET_STATUS],
      lifetimeMs,
      ...facts,
    }).token;

  it.each([
    { what: "no token", token: () => Promise.resolve(""), code: "auth/missing-token" },
    {
      what: "a token of another secret",
      token: () => sign(randomBytes(32).toString("hex"), 60_000),
      code: "auth/bad-signature",
    },
    { what: "an expired token", token: () => sign(system.jwtSecret, -120_000), code: "auth/expired" },
    {
      what: "a token for another executor",
      token: () => sign(system.jwtSecret, 60_000, { audience: "11111111-1111-4111-8111-111111111111" }),
      code: "auth/wrong-audience",
    },
    {
      what: "a token of another miner with the same secret",
      token: () => sign(system.jwtSecret, 60_000, { subject: miners[1]?.hotkey.ss58 }),
      code: "auth/unknown-caller",
    },
    {
      what: "a token for another method",
      token: () => sign(system.jwtSecret, 60_000, { scope: [methodName(EXECUTOR_SERVICE, "Adopt")] }),
      code: "auth/missing-scope",
    },
  ])("with $what is refused as $code", async ({ token, code }) => {
    const value = await token();
    const channel = connect(executors[0]?.grpcAddress ?? "");
    try {
      const call = new ExecutorClient(channel, { token: () => value }).getStatus();
      const error = await call.catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(RpcError);
      expect(error).toMatchObject({ peerCode: code });
    } finally {
      channel.close();
    }
  });
});

describe("a tool that asks for the services", () => {
  const loopback = (port: number | undefined): string => `127.0.0.1:${port}`;

  it.each([
    { who: "an axon", at: () => loopback(miners[1]?.axonPort), service: "basilca.miner.v1.MinerDiscovery" },
    {
      who: "a miner's enrolment port",
      at: () => loopback(miners[1]?.enrolmentPort),
      service: "EnrolmentService",
    },
  ])("is told by $who that has reflection on", async ({ at, service }) => {
    const listed = await listServices(at() ?? "");
    expect(listed.status).toBe(0);
    expect(listed.text).toContain(service);
  });

  it.each([
    { who: "an executor as it comes", at: () => executors[0]?.grpcAddress },
    { who: "an executor that has reflection on", at: () => executors[1]?.grpcAddress },
    { who: "an axon as it comes", at: () => loopback(miners[0]?.axonPort) },
    { who: "a miner's enrolment port as it comes", at: () => loopback(miners[0]?.enrolmentPort) },
  ])("is told nothing without a token by $who", async ({ at }) => {
    const { status, text } = await listServices(at() ?? "");
    expect({ isOk: status === 0, text }).toEqual({ isOk: false, text: "" });
  });
});

describe("every listener", () => {
  it("survives garbage, and the next challenge is accepted", async () => {
    const addresses = [...listeners(), new URL(system.localnet.url).host];
    expect(new Set(addresses).size).toBe(2 * executors.length + 4 * miners.length + 1);
    await Promise.all(addresses.map(sendGarbage));
    // Those that no challenge passes through, as their own callers use them.
    for (const { enrolmentPort, metricsPort } of miners) {
      const channel = connect(`127.0.0.1:${enrolmentPort}`);
      expect(await new HealthClient(channel).isServing().finally(() => channel.close())).toBe(true);
      const metrics = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
      expect(await metrics.text()).toContain("miner_");
    }
    const again = await system.challenge(["--all"]);
    expect(again.report?.accepted, describeRun(again)).toBe(true);
  });
});

describe("an executor that another miner adopted", () => {
  it("is not taken over: the second miner says why it cannot be used", async () => {
    const thief = await system.addNeuron("gamma");
    const miner = await system.startMiner("gamma", thief, [], {
      "executor_management.executors": [{ id: "one", grpc_address: executors[0]?.grpcAddress ?? "" }],
    });
    await waitUntil("the second miner has tried", async () => {
      const [listed] = await listExecutors(miner);
      return listed !== undefined && listed.health !== "unknown";
    });
    const [listed] = await listExecutors(miner);
    expect(listed).toMatchObject({
      health: expect.not.stringMatching(/^healthy$/) as string,
      reason: expect.stringContaining("this executor belongs to another miner's hotkey") as string,
    });
    expect((await miner.program.stop()).code).toBe(0);
  });
});

describe("the folder that everything runs in", () => {
  it("holds nothing but what was asked for", async () => {
    const names = (await readdir(system.folder)).filter((name) => !name.endsWith(".toml"));
    const asked =
      /^(?:one|two|three|wallets|transcripts|round-trips\.json|(?:alpha|beta|gamma)\.db(?:-shm|-wal)?)$/;
    expect(names.filter((name) => !asked.test(name))).toEqual([]);
  });
});

describe("SIGTERM", () => {
  it("ends every program with exit status 0, and nothing listens any more", async () => {
    const addresses = listeners();
    const agents = await Promise.all(executors.map(({ healthUrl }) => agentPid(healthUrl)));
    const ended = await Promise.all([...miners, ...executors].map(({ program }) => program.stop()));
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(ended.map(() => [0, ""]));
    expect(await Promise.all(addresses.map(answers))).toEqual(addresses.map(() => false));
    for (const pid of agents) await waitUntil(`gpu-agent ${pid} is gone`, () => !isRunning(pid));
  });
});

/** `host:port` of everything that the programs listen on. */
function listeners(): readonly string[] {
  return [
    ...executors.flatMap(({ grpcAddress, healthUrl }) => [grpcAddress, new URL(healthUrl).host]),
    ...miners.flatMap(({ apiUrl, axonPort, enrolmentPort, metricsPort }) => [
      new URL(apiUrl).host,
      ...[axonPort, enrolmentPort, metricsPort].map((port) => `127.0.0.1:${port}`),
    ]),
  ];
}

async function sendGarbage(address: string): Promise<void> {
  const { hostname, port } = new URL(`tcp://${address}`);
  const socket = connectTcp(Number(port), hostname);
  socket.on("error", () => undefined); // Being cut off is the right answer.
  await once(socket, "connect");
  socket.end(randomBytes(64 * 1024));
  socket.resume();
  await once(socket, "close");
}

async function answers(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  const socket = connectTcp(Number(port), hostname);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false; // Refused: nothing is there, which is what was asked.
  } finally {
    socket.destroy();
  }
}

async function agentPid(healthUrl: string): Promise<number> {
  const body = (await (await fetch(healthUrl)).json()) as { readonly agent: { readonly pid: number } };
  return body.agent.pid;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // ESRCH: no such process.
  }
}
