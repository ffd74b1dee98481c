import { connect } from "node:net";

import { afterEach, describe, expect, it } from "vitest";

import { type Logger, silentLogger } from "../../src/index.js";
import {
  Counter,
  createRegistry,
  type HealthReport,
  MetricsServer,
  type MetricsServerOptions,
} from "../../src/metrics/index.js";

const started: MetricsServer[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});

async function serve(
  options: Partial<MetricsServerOptions> = {},
  health?: () => HealthReport,
  logger: Logger = silentLogger,
) {
  const registry = createRegistry();
  new Counter({ name: "miner_challenges_total", help: "Challenges.", registers: [registry] }).inc(3);
  const server = new MetricsServer(
    { host: "127.0.0.1", port: 0, ...options },
    { registry, logger, ...(health === undefined ? {} : { health }) },
  );
  started.push(server);
  await server.start();
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);
  return { server, registry, get };
}

describe("MetricsServer", () => {
  it("serves the registry in Prometheus' format, at a path of choice", async () => {
    const { get } = await serve({ path: "/stats" });
    const response = await get("/stats?x=1");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("version=0.0.4");
    expect(await response.text()).toContain("miner_challenges_total 3");
    expect((await get("/metrics")).status).toBe(404);
  });

  it.each([
    [true, 200, "serving"],
    [false, 503, "not_serving"],
  ])("answers /health by what the process says: serving %s", async (isServing, status, text) => {
    const { get } = await serve({}, () => ({ isServing, detail: { peers: 2 } }));
    const response = await get("/health");
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ status: text, peers: 2 });
  });

  it("has no /health unless the process gives one", async () => {
    const { get } = await serve();
    expect((await get("/health")).status).toBe(404);
  });

  it("answers HEAD without a body and refuses everything that writes", async () => {
    const { get } = await serve({}, () => ({ isServing: true }));
    const head = await get("/health", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const post = await get("/metrics", { method: "POST", body: "x" });
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  it("answers 500 without a reason when a collector fails, and logs the reason", async () => {
    const logged: unknown[] = [];
    const logger = { ...silentLogger, error: (fields: object) => void logged.push(fields) };
    const failure = new Error("nvml is gone");
    const { get } = await serve(
      {},
      () => {
        throw failure;
      },
      logger,
    );
    const response = await get("/health");
    expect([response.status, await response.text()]).toEqual([500, "internal error\n"]);
    expect(logged).toEqual([{ err: failure, path: "/health" }]);
  });

  it("names the port and its key when the port is in use", async () => {
    const { server } = await serve();
    const second = serve({ name: "health server", port: server.port, portKey: "server.health_port" });
    await expect(second).rejects.toMatchObject({
      code: "net/port-in-use",
      message: `the health server cannot listen on 127.0.0.1:${server.port}: the port is in use`,
      hint: expect.stringContaining("server.health_port"),
    });
  });

  it("stops at once although a connection is open, and may be stopped before or after", async () => {
    const { server } = await serve();
    const socket = connect(server.port, "127.0.0.1");
    await new Promise((resolve) => socket.once("connect", resolve));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined);
    await server.stop();
    await closed;
    await server.stop();

    const unstarted = new MetricsServer(
      { host: "127.0.0.1", port: 0 },
      { registry: createRegistry(), logger: silentLogger },
    );
    expect(() => unstarted.port).toThrow("has not started");
    await unstarted.stop();
  });
});

describe("createRegistry", () => {
  it("is a new one each time, empty unless Node's own figures are asked for", async () => {
    expect(await createRegistry().metrics()).toBe("\n");
    const registry = createRegistry({ nodeMetrics: true });
    expect(await registry.metrics()).toContain("process_resident_memory_bytes");
    expect(registry).not.toBe(createRegistry());
  });
});
