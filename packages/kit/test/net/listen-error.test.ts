import { createServer } from "node:net";

import { describe, expect, it } from "vitest";

import { checkPortFree, ListenError, toListenError } from "../../src/index.js";

const target = { what: "the axon", host: "127.0.0.1", port: 8091 };
const withCode = (code: string): Error => Object.assign(new Error("listen"), { code });

describe("toListenError", () => {
  it.each([
    ["EADDRINUSE", "net/port-in-use", "the port is in use"],
    ["EACCES", "net/port-denied", "permission denied"],
    ["EADDRNOTAVAIL", "net/address-unavailable", "this machine does not have that address"],
    ["ENOTFOUND", "net/address-unavailable", "this machine does not have that address"],
    ["EAI_AGAIN", "net/address-unavailable", "this machine does not have that address"],
    ["EMFILE", "net/listen-failed", "listen"],
  ])("says what %s means, with the address and a remedy", (code, expected, why) => {
    const cause = withCode(code);
    const error = toListenError(cause, target);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({ code: expected, cause, detail: { host: "127.0.0.1", port: 8091 } });
    expect(error.message).toBe(`the axon cannot listen on 127.0.0.1:8091: ${why}`);
    expect(error.hint).toBeTruthy();
  });

  it.each([
    ["EADDRINUSE", /or set another bittensor\.axon_port$/],
    ["EADDRNOTAVAIL", /^set bittensor\.axon_host to 0\.0\.0\.0, /],
    ["EMFILE", /^check bittensor\.axon_host, or set another bittensor\.axon_port$/],
  ])("names the key to change for %s", (code, expected) => {
    const keys = { hostKey: "bittensor.axon_host", portKey: "bittensor.axon_port" };
    expect(toListenError(withCode(code), { ...target, ...keys }).hint).toMatch(expected);
  });

  it("reads the reason from the text where there is no code, as grpc-js gives it", () => {
    const cause = new Error(
      "No address added out of total 1 resolved errors: [listen EADDRINUSE: address in use]",
    );
    expect(toListenError(cause, target).code).toBe("net/port-in-use");
    const unknownName = new Error("Name resolution failed for target dns:nowhere.invalid:0");
    expect(toListenError(unknownName, target).code).toBe("net/address-unavailable");
    expect(toListenError(undefined, target).code).toBe("net/listen-failed");
  });
});

describe("checkPortFree", () => {
  it("names a port that is in use, and leaves one that is free", async () => {
    const first = createServer();
    await new Promise<void>((resolve) => first.listen(0, "127.0.0.1", resolve));
    const { port } = first.address() as { port: number };
    await expect(checkPortFree({ ...target, port })).rejects.toMatchObject({
      code: "net/port-in-use",
      message: `the axon cannot listen on 127.0.0.1:${port}: the port is in use`,
    });
    await new Promise((resolve) => first.close(resolve));
    await expect(checkPortFree({ ...target, port })).resolves.toBeUndefined();
    await expect(checkPortFree({ ...target, port })).resolves.toBeUndefined();
  });

  it("takes an IPv6 address in brackets for the address", async () => {
    // 2001:db8::/32 is for documentation (RFC 3849): no machine has it. A name in brackets would not be found either.
    const failure: unknown = await checkPortFree({ ...target, host: "[2001:db8::1]" }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ cause: expect.objectContaining({ address: "2001:db8::1" }) });
  });

  it("asks nothing about port 0", async () => {
    await expect(checkPortFree({ ...target, host: "192.0.2.1", port: 0 })).resolves.toBeUndefined();
  });
});
