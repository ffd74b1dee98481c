import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { dockerSocketPath, probeContainerEngine } from "../../src/containers/engine-probe.js";
import { tempDir } from "../support/temp-dir.js";

const never = new AbortController().signal;

async function serveEngine(status: number): Promise<string> {
  const socketPath = join(tempDir(), "docker.sock");
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/_ping" ? status : 404).end("OK");
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  onTestFinished(() => void server.close());
  return socketPath;
}

describe("the container engine", () => {
  it("is reachable when it answers a ping", async () => {
    expect(await probeContainerEngine("docker", await serveEngine(200), never)).toEqual({
      runtime: "docker",
      isReachable: true,
      reason: "",
    });
  });

  it("is not reachable when it answers with an error", async () => {
    const engine = await probeContainerEngine("docker", await serveEngine(500), never);
    expect(engine).toMatchObject({ isReachable: false, reason: expect.stringContaining("500") });
  });

  it("is not reachable without its socket, and the socket is named", async () => {
    const path = join(tempDir(), "missing.sock");
    const engine = await probeContainerEngine("docker", path, never);
    expect(engine).toMatchObject({ isReachable: false, reason: expect.stringContaining(path) });
  });

  it("is not asked when containers are switched off", async () => {
    expect(await probeContainerEngine("none", "/dev/null", never)).toMatchObject({
      runtime: "none",
      isReachable: false,
      reason: expect.stringContaining("container_runtime"),
    });
  });

  it("is looked for where DOCKER_HOST says", () => {
    expect(dockerSocketPath({ DOCKER_HOST: "unix:///run/user/1000/docker.sock" })).toBe(
      "/run/user/1000/docker.sock",
    );
    expect(dockerSocketPath({})).toBe("/var/run/docker.sock");
  });

  it("does not count when DOCKER_HOST names another machine", async () => {
    const elsewhere = dockerSocketPath({ DOCKER_HOST: "tcp://10.0.0.1:2375" });
    expect(await probeContainerEngine("docker", elsewhere, never)).toMatchObject({
      isReachable: false,
      reason: expect.stringContaining("DOCKER_HOST"),
    });
  });
});
