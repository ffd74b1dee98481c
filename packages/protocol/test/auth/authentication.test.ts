import { AppError } from "@headframe/kit";
import {
  ANONYMOUS,
  connect,
  definitionOf,
  EXECUTOR_SERVICE,
  HEALTH_METHODS,
  HealthClient,
  status,
  type Authenticate,
} from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { useCleanUps } from "../support/clean-ups.js";
import { minersOnly, startExecutorServer } from "../support/executor-server.js";
import { failureOf } from "../support/failure-of.js";
import { recordingLogger } from "../support/recording-logger.js";
import { GET_STATUS, goodClaims, makeToken } from "../support/tokens.js";

const defer = useCleanUps();
const { GetStatus } = definitionOf(EXECUTOR_SERVICE);

async function start(authenticate: Authenticate = minersOnly) {
  let calls = 0;
  const log = recordingLogger();
  const { server, address } = await startExecutorServer(
    () => {
      calls += 1;
      return {};
    },
    { authenticate, logger: log.logger },
  );
  defer(() => server.drain(1_000));
  const channel = connect(address);
  defer(() => channel.close());
  const call = (authorization?: string) =>
    channel.unary(GetStatus, {}, { metadata: authorization === undefined ? {} : { authorization } });
  return { call, channel, log, callsServed: () => calls };
}

describe("bearer authentication", () => {
  it.each([
    ["no token", undefined, "auth/missing-token", status.UNAUTHENTICATED],
    ["an empty one", "", "auth/missing-token", status.UNAUTHENTICATED],
    [
      "another kind of credentials",
      `Basic ${Buffer.from("user:password").toString("base64")}`,
      "auth/missing-token",
      status.UNAUTHENTICATED,
    ],
    ["garbage", "Bearer garbage", "auth/malformed-token", status.UNAUTHENTICATED],
    [
      "an expired one",
      `Bearer ${makeToken(goodClaims({ exp: 1_000_000_000 }))}`,
      "auth/expired",
      status.UNAUTHENTICATED,
    ],
    [
      "one without the scope",
      `Bearer ${makeToken(goodClaims({ scope: [] }))}`,
      "auth/missing-scope",
      status.PERMISSION_DENIED,
    ],
  ])(
    "refuses a call with %s before its handler runs, and leaves no line that a stranger could fill the log with",
    async (_, authorization, code, expected) => {
      const { call, log, callsServed } = await start();
      const failure = await failureOf(call(authorization));
      expect(failure.detail).toMatchObject({ status: expected, peerCode: code });
      expect(callsServed()).toBe(0);
      expect(log.lines).toHaveLength(1);
      expect(log.lines[0]).toMatchObject({
        level: "debug",
        message: "call refused",
        fields: { method: GET_STATUS, requestId: failure.detail.peerRequestId },
      });
    },
  );

  it("never repeats a token to the caller or the log", async () => {
    const { call, log } = await start();
    const token = makeToken(goodClaims({ aud: "elsewhere" }));
    const failure = await failureOf(call(`Bearer ${token}`));
    expect(failure.peerCode).toBe("auth/wrong-audience");
    expect(JSON.stringify([log.lines, failure.detail])).not.toContain(token.split(".")[2]);
  });

  it("lets a good token in, whatever the case of the scheme", async () => {
    const { call, callsServed } = await start();
    await call(`bearer ${makeToken(goodClaims())}`);
    expect(callsServed()).toBe(1);
  });

  it("guards health too, unless told otherwise", async () => {
    const guarded = await start();
    const failure = await failureOf(new HealthClient(guarded.channel).isServing());
    expect(failure.peerCode).toBe("auth/missing-token");

    const open = await start((call) => (call.method === HEALTH_METHODS.check ? ANONYMOUS : minersOnly(call)));
    await expect(new HealthClient(open.channel).isServing()).resolves.toBe(false);
  });
});

describe("an authenticator of one's own", () => {
  it("can refuse with a code of the service, a remedy and a time to wait", async () => {
    const { call } = await start(() => {
      throw new AppError({ code: "test/busy", retryAfterMs: 1_234.5 }, "too many calls from 10.0.0.1", {
        hint: "wait",
      });
    });
    const failure = await failureOf(call());
    expect(failure.detail).toMatchObject({
      status: status.FAILED_PRECONDITION,
      peerCode: "test/busy",
      retryAfterMs: 1_235,
    });
    expect(failure.hint).toBe("wait");
  });

  it("keeps everybody out when it breaks", async () => {
    const { call, callsServed } = await start(() => {
      throw new TypeError("cannot read properties of undefined");
    });
    const failure = await failureOf(call(`Bearer ${makeToken(goodClaims())}`));
    expect(failure.detail).toMatchObject({ code: "rpc/internal", details: "internal error" });
    expect(callsServed()).toBe(0);
  });
});
