import { definitionOf, EXECUTOR_CONTROL, MINER_DISCOVERY } from "@headframe/protocol";
import { describe, expect, it } from "vitest";

// Expected bytes are written out by the rules of protobuf's encoding guide: tag = number << 3 | wire type.

const miner = definitionOf(MINER_DISCOVERY);
const executor = definitionOf(EXECUTOR_CONTROL);

function text(number: number, value: string): Buffer {
  return bytes(number, Buffer.from(value));
}

function bytes(number: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, value.length]), value]);
}

function varint(number: number, ...value: readonly number[]): Buffer {
  return Buffer.from([number << 3, ...value]);
}

/** 1,752,000,000 s, as the wrapper message around google.protobuf.Timestamp. */
const TIMESTAMP = { value: { seconds: "1752000000", nanos: 0 } };
const TIMESTAMP_BYTES = bytes(1, varint(1, 0x80, 0xcc, 0xb5, 0xc3, 0x06));

describe("paths", () => {
  it("keep the reference system's spelling", () => {
    expect(miner.AuthenticateValidator.path).toBe("/basilca.miner.v1.MinerDiscovery/AuthenticateValidator");
    expect(miner.InitiateSshSession.path).toBe("/basilca.miner.v1.MinerDiscovery/InitiateSshSession");
    expect(executor.ProvisionValidatorAccess.path).toBe(
      "/basilca.executor.v1.ExecutorControl/ProvisionValidatorAccess",
    );
  });
});

describe("ValidatorAuthRequest", () => {
  const common = { validatorHotkey: "5Validator", signature: "ab", nonce: "n-1", timestamp: TIMESTAMP };
  const commonBytes = [text(1, "5Validator"), text(2, "ab"), text(3, "n-1"), bytes(4, TIMESTAMP_BYTES)];

  it("of generation J has four fields, ascending", () => {
    const encoded = miner.AuthenticateValidator.requestSerialize(common);
    expect(encoded).toEqual(Buffer.concat(commonBytes));
    expect(miner.AuthenticateValidator.requestDeserialize(encoded).targetMinerHotkey).toBe("");
  });

  it("of generation S names its target in the fifth", () => {
    const encoded = miner.AuthenticateValidator.requestSerialize({ targetMinerHotkey: "5Miner", ...common });
    expect(encoded).toEqual(Buffer.concat([...commonBytes, text(5, "5Miner")]));
    expect(miner.AuthenticateValidator.requestDeserialize(encoded).targetMinerHotkey).toBe("5Miner");
  });
});

describe("MinerAuthResponse", () => {
  it("carries the proof of the miner in fields that J does not know", () => {
    const encoded = miner.AuthenticateValidator.responseSerialize({
      authenticated: true,
      sessionToken: "t",
      expiresAt: TIMESTAMP,
      error: null,
      minerHotkey: "5Miner",
      minerSignature: "cd",
      responseNonce: "r",
    });
    expect(encoded).toEqual(
      Buffer.concat([
        varint(1, 1),
        text(2, "t"),
        bytes(3, TIMESTAMP_BYTES),
        text(5, "5Miner"),
        text(6, "cd"),
        text(7, "r"),
      ]),
    );
  });
});

describe("InitiateSshSession", () => {
  it("has signed durations: a negative one takes ten bytes", () => {
    const encoded = miner.InitiateSshSession.requestSerialize({ sessionDurationSecs: "-1" });
    expect(encoded).toEqual(varint(5, ...Array.from({ length: 9 }, () => 0xff), 0x01));
  });

  it("leaves the first value of an enum out and writes the others", () => {
    const serialize = miner.InitiateSshSession.responseSerialize;
    expect(serialize({ status: "SSH_SESSION_STATUS_UNKNOWN" })).toEqual(Buffer.alloc(0));
    expect(serialize({ status: "SSH_SESSION_STATUS_ACTIVE" })).toEqual(varint(5, 1));
  });
});

describe("the canonical form", () => {
  it("leaves defaults out even when they are set, at every level", () => {
    const encoded = executor.ProvisionValidatorAccess.requestSerialize({
      validatorHotkey: "",
      sshPublicKey: "",
      accessToken: "",
      durationSeconds: "0",
      accessType: "",
      config: {},
      auth: {
        minerHotkey: "",
        timestampMs: 0,
        nonce: Buffer.alloc(0),
        signature: "",
        requestId: Buffer.from("id"),
      },
    });
    expect(encoded).toEqual(bytes(7, text(5, "id")));
  });

  it("survives a round trip: what was decoded encodes to the same bytes", () => {
    const encoded = Buffer.concat([
      text(1, "5Validator"),
      varint(4, 0xac, 0x02),
      bytes(6, Buffer.concat([text(1, "metadata"), text(2, "{}")])),
      bytes(7, Buffer.concat([text(1, "5Miner"), varint(2, 0x05), text(3, "nonce")])),
    ]);
    const { requestSerialize, requestDeserialize } = executor.ProvisionValidatorAccess;
    expect(requestSerialize(requestDeserialize(encoded))).toEqual(encoded);
  });

  it("keeps what only looks like a default", () => {
    // The text "0"; an empty message that is present; empty elements of a list.
    expect(executor.HealthCheck.requestSerialize({ requester: "0" })).toEqual(text(1, "0"));
    expect(executor.HealthCheck.requestSerialize({ auth: {} })).toEqual(bytes(3, Buffer.alloc(0)));
    expect(executor.StreamLogs.requestSerialize({ sources: ["", "a"] })).toEqual(
      Buffer.concat([text(2, ""), text(2, "a")]),
    );
    expect(executor.ExecuteBenchmark.responseSerialize({ score: -0 })).toHaveLength(9);
  });

  it("strips inside lists of messages", () => {
    const encoded = miner.RequestExecutorLease.responseSerialize({
      availableExecutors: [{ executorId: "e", grpcEndpoint: "", status: "available" }, {}],
    });
    expect(encoded).toEqual(
      Buffer.concat([
        bytes(1, Buffer.concat([text(1, "e"), text(5, "available")])),
        bytes(1, Buffer.alloc(0)),
      ]),
    );
  });

  it("applies to messages that a service takes from another package", () => {
    expect(executor.StreamLogs.responseSerialize({ message: "m", level: "", metadata: {} })).toEqual(
      text(4, "m"),
    );
  });
});
