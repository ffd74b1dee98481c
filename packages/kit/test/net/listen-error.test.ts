import { createServer } from "node:net";

import { describe, expect, it } from "vitest";

import { ListenError, toListenError } from "../../src/index.js";

const target = { what: "the axon", host: "127.0.0.1", port: 8091 };
const withCode = (code: string): Error => Object.assign(new Error("listen"), { code });

describe("toListenError", () => {
  it.each([
    ["EADDRINUSE", "net/port-in-use", "the port is in use"],
    ["EACCES", "net/port-denied", "permission denied"],
    ["EADDRNOTAVAIL", "net/address-unavailable", "this machine does not have that address"],
    ["ENOTFOUND", "net/address-unavailable", "this machine does not have that address"],
    ["EMFILE", "net/listen-failed", "listen"],
  ])("says what %s means, with the address and a remedy", (code, expected, why) => {
    const cause = withCode(code);
    const error = toListenError(cause, target);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({ code: expected, cause, detail: { host: "127.0.0.1", port: 8091 } });
    expect(error.message).toBe(`the axon cannot listen on 127.0.0.1:8091: ${why}`);
    expect(error.hint).toBeTruthy();
  });

  it("names the key to change", () => {
    const error = toListenError(withCode("EADDRINUSE"), { ...target, portKey: "bittensor.axon_port" });
    expect(error.hint).toContain("set another bittensor.axon_port");
  });

  it("reads the reason from the text where there is no code, as grpc-js gives it", () => {
    const cause = new Error(
      "No address added out of total 1 resolved errors: [listen EADDRINUSE: address in use]",
    );
    expect(toListenError(cause, target).code).toBe("net/port-in-use");
    expect(toListenError(undefined, target).code).toBe("net/listen-failed");
  });

  it("knows the real error of a port in use", async () => {
    const first = createServer();
    await new Promise<void>((resolve) => first.listen(0, "127.0.0.1", resolve));
    const { port } = first.address() as { port: number };
    const second = createServer();
    const cause = await new Promise((resolve) => second.once("error", resolve).listen(port, "127.0.0.1"));
    expect(toListenError(cause, { ...target, port }).code).toBe("net/port-in-use");
    await new Promise((resolve) => first.close(resolve));
  });
});
