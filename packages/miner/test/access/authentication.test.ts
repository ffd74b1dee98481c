import { randomUUID } from "node:crypto";
import {
  basilicaLegacyText as legacyAuthenticationText,
  basilicaRequestText as authenticationText,
  basilicaResponseText as responseText,
  keypairFromSeed,
  type Keypair,
  ReplayMemory,
  verifySignature,
} from "@headframe/chain";
import { errorCode, RateLimiter } from "@headframe/kit";
import { describe, expect, test } from "vitest";
import { Admission, type SubnetView } from "../../src/access/admission.js";
import {
  Authentication,
  type AuthenticationRequest,
  type AuthenticationRules,
  type SessionStore,
} from "../../src/access/authentication.js";
import { Sessions } from "../../src/access/sessions.js";
import { ManualClock } from "../support/manual-clock.js";

const miner = keypairFromSeed(new Uint8Array(32).fill(1));
const validator = keypairFromSeed(new Uint8Array(32).fill(2));
const stranger = keypairFromSeed(new Uint8Array(32).fill(3));
const PEER = "192.0.2.1:4000";

interface Options {
  readonly rules?: Partial<AuthenticationRules>;
  readonly limiter?: RateLimiter;
  readonly store?: SessionStore;
  readonly clock?: ManualClock;
  /** Called while a signature is verified. */
  readonly onVerify?: () => void;
}

function make({ rules = {}, limiter, store, clock = new ManualClock(), onVerify }: Options = {}) {
  const standing = { validatorPermit: true };
  const subnet: SubnetView = {
    isStale: false,
    ageMs: () => 0,
    neuronByHotkey: (hotkey) =>
      hotkey === validator.ss58
        ? { hotkeyPublicKey: validator.publicKey, stakeRao: 0n, ...standing }
        : undefined,
  };
  const sessions = new Sessions({ maxConcurrentSessions: 10 }, { clock });
  const nonces = new ReplayMemory({ clock });
  const authentication = new Authentication(
    { verifySignatures: true, acceptLegacy: false, ...rules },
    {
      hotkey: miner,
      admission: new Admission(
        { allowedValidators: [], requireValidatorPermit: true, minValidatorStakeRao: 0n },
        { subnet },
      ),
      subnet,
      nonces,
      sessions,
      tokens: {
        mint: (hotkey) => ({
          token: `token of ${hotkey}`,
          sessionId: randomUUID(),
          expiresAtMs: clock.nowMs() + 3_600_000,
        }),
      },
      verify: async ({ publicKey, message, signature }) => {
        onVerify?.();
        return verifySignature("sr25519", publicKey, message, signature);
      },
      store: store ?? { save: () => Promise.resolve() },
      limiter,
      clock,
      randomUuid: randomUUID,
    },
  );
  return { authentication, clock, sessions, standing };
}

function sign(by: Keypair, text: string): string {
  return Buffer.from(by.sign(Buffer.from(text))).toString("hex");
}

function present(
  clock: ManualClock,
  changes: Partial<AuthenticationRequest> & { readonly signedBy?: Keypair } = {},
) {
  const { signedBy = validator, ...rest } = changes;
  const request = {
    validatorHotkey: validator.ss58,
    nonce: randomUUID(),
    unixSeconds: BigInt(Math.floor(clock.nowMs() / 1000)),
    targetMinerHotkey: miner.ss58,
    ...rest,
  };
  const { nonce, targetMinerHotkey, unixSeconds } = request;
  const signature = sign(signedBy, authenticationText(nonce, targetMinerHotkey, unixSeconds ?? 0n));
  return { signature, ...request };
}

function legacy(nonce: string = randomUUID()): AuthenticationRequest {
  const text = legacyAuthenticationText(nonce);
  return {
    validatorHotkey: validator.ss58,
    nonce,
    signature: sign(validator, text),
    unixSeconds: undefined,
    targetMinerHotkey: "",
  };
}

async function refusal(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
  } catch (error) {
    return errorCode(error);
  }
  return undefined;
}

// The texts of the public reference system: changing a byte locks every validator out.
test("builds the signed texts of the reference system", () => {
  expect(authenticationText("n-1", "5Miner", 1_767_225_600n)).toBe("BASILICA_AUTH_V1:n-1:5Miner:1767225600");
  expect(legacyAuthenticationText("n-1")).toBe("n-1");
  expect(responseText("5Validator", "r-1", "tok")).toBe("MINER_AUTH_RESPONSE:5Validator:r-1:tok");
});

test("lets a permitted validator in and proves to it which miner it reached", async () => {
  const { authentication, clock, sessions } = make();
  const response = await authentication.authenticate(present(clock), PEER);
  expect(response.minerHotkey).toBe(miner.ss58);
  const text = responseText(validator.ss58, response.responseNonce, response.sessionToken);
  const signature = Buffer.from(response.minerSignature, "hex");
  expect(verifySignature("sr25519", miner.publicKey, Buffer.from(text), signature)).toBe(true);
  expect(sessions.find(response.session.sessionId)?.hotkey).toBe(validator.ss58);
});

describe("refuses", () => {
  const now = new ManualClock();
  const seconds = (offset: number): bigint => BigInt(Math.floor(now.nowMs() / 1000) + offset);
  test.each<readonly [string, AuthenticationRequest, string]>([
    ["a signature by another key", present(now, { signedBy: stranger }), "access/invalid-signature"],
    ["a signature over another text", { ...present(now), nonce: "other" }, "access/invalid-signature"],
    [
      "the legacy text with a target",
      { ...legacy(), targetMinerHotkey: miner.ss58, unixSeconds: seconds(0) },
      "access/invalid-signature",
    ],
    [
      "a request for another miner",
      present(now, { targetMinerHotkey: stranger.ss58 }),
      "access/wrong-target",
    ],
    [
      "a validator without registration",
      present(now, { validatorHotkey: stranger.ss58, signedBy: stranger }),
      "access/not-registered",
    ],
    ["a timestamp 301 s ago", present(now, { unixSeconds: seconds(-301) }), "access/stale-timestamp"],
    ["a timestamp in 301 s", present(now, { unixSeconds: seconds(301) }), "access/stale-timestamp"],
    ["no timestamp", present(now, { unixSeconds: undefined }), "access/stale-timestamp"],
    [
      "a timestamp beyond all numbers",
      present(now, { unixSeconds: 2n ** 63n - 1n }),
      "access/stale-timestamp",
    ],
    ["a request without a target", legacy(), "access/target-required"],
    ["a signature that is no hexadecimal", { ...present(now), signature: "zz" }, "access/malformed-request"],
    ["a signature of 63 bytes", { ...present(now), signature: "00".repeat(63) }, "access/malformed-request"],
    ["an empty nonce", present(now, { nonce: "" }), "access/malformed-request"],
    ["a nonce with a colon", present(now, { nonce: "BASILICA_AUTH_V1:x" }), "access/malformed-request"],
    ["a nonce of 129 characters", present(now, { nonce: "n".repeat(129) }), "access/malformed-request"],
    ["a malformed hotkey", { ...present(now), validatorHotkey: "5Fxx" }, "access/malformed-request"],
  ])("%s", async (_, request, code) => {
    const { authentication } = make({ clock: now });
    expect(await refusal(authentication.authenticate(request, PEER))).toBe(code);
  });
});

test.each([-300, 300])("takes a timestamp %i s away", async (offset) => {
  const { authentication, clock } = make();
  const unixSeconds = BigInt(Math.floor(clock.nowMs() / 1000) + offset);
  expect(await refusal(authentication.authenticate(present(clock, { unixSeconds }), PEER))).toBeUndefined();
});

test("takes one signed text once, for as long as its timestamp could pass", async () => {
  const { authentication, clock } = make();
  const unixSeconds = BigInt(Math.floor(clock.nowMs() / 1000) + 300);
  const request = present(clock, { unixSeconds });
  await authentication.authenticate(request, PEER);
  for (const wait of [0, 1000, 599_000]) {
    clock.advance(wait);
    expect(await refusal(authentication.authenticate(request, PEER))).toBe("access/nonce-reused");
  }
  clock.advance(2000);
  expect(await refusal(authentication.authenticate(request, PEER))).toBe("access/stale-timestamp");
});

test("takes no request that waits for its turn until its nonce could have been forgotten", async () => {
  const clock = new ManualClock();
  const { authentication } = make({ clock, onVerify: () => clock.advance(3000) });
  const unixSeconds = BigInt(Math.floor(clock.nowMs() / 1000) - 299);
  const request = present(clock, { unixSeconds });
  expect(await refusal(authentication.authenticate(request, PEER))).toBe("access/stale-timestamp");
});

test("takes one of two equal requests at the same time", async () => {
  const { authentication, clock } = make();
  const request = present(clock);
  const results = await Promise.all([1, 2].map(() => refusal(authentication.authenticate(request, PEER))));
  expect(new Set(results)).toEqual(new Set(["access/nonce-reused", undefined]));
});

test("does not let a stranger burn a validator's nonce", async () => {
  const { authentication, clock } = make();
  const request = present(clock);
  const forged = { ...request, signature: sign(stranger, "x") };
  expect(await refusal(authentication.authenticate(forged, PEER))).toBe("access/invalid-signature");
  expect(await refusal(authentication.authenticate(request, PEER))).toBeUndefined();
});

test("lets validators of the first generation in only when told to, and each nonce once", async () => {
  const { authentication, clock } = make({ rules: { acceptLegacy: true } });
  const request = legacy();
  expect(await refusal(authentication.authenticate(request, PEER))).toBeUndefined();
  clock.advance(365 * 24 * 3_600_000);
  expect(await refusal(authentication.authenticate(request, PEER))).toBe("access/nonce-reused");
});

test("does not take a text of the present generation for a legacy nonce", async () => {
  const { authentication, clock } = make({ rules: { acceptLegacy: true } });
  const { signature } = present(clock, { nonce: "n" });
  const nonce = authenticationText("n", miner.ss58, BigInt(Math.floor(clock.nowMs() / 1000)));
  expect(await refusal(authentication.authenticate({ ...legacy(), nonce, signature }, PEER))).toBe(
    "access/malformed-request",
  );
});

test("believes every hotkey when signatures are not checked", async () => {
  const { authentication, clock } = make({ rules: { verifySignatures: false } });
  const request = present(clock, { signedBy: stranger });
  expect(await refusal(authentication.authenticate(request, PEER))).toBeUndefined();
});

test("limits a peer before it costs a verification, whatever hotkey it claims", async () => {
  const clock = new ManualClock();
  const limits = { requestsPerSecond: 1, burstCapacity: 2, windowMs: 60_000 };
  const { authentication } = make({ clock, limiter: new RateLimiter(limits, { clock }) });
  const forged = { ...present(clock), signature: "00".repeat(64) };
  for (let i = 0; i < 2; i++) {
    expect(await refusal(authentication.authenticate(forged, PEER))).toBe("access/invalid-signature");
  }
  expect(await refusal(authentication.authenticate(forged, PEER))).toBe("access/rate-limited");
});

test("does not let strangers use up a validator's rate", async () => {
  const clock = new ManualClock();
  const limits = { requestsPerSecond: 1, burstCapacity: 2, windowMs: 60_000 };
  const { authentication } = make({ clock, limiter: new RateLimiter(limits, { clock }) });
  for (let i = 0; i < 10; i++) {
    const forged = { ...present(clock), signature: "00".repeat(64) };
    await refusal(authentication.authenticate(forged, `192.0.2.${i + 10}:4000`));
  }
  expect(await refusal(authentication.authenticate(present(clock), PEER))).toBeUndefined();
});

test("stores session and nonce before it answers, and keeps neither session nor token when it cannot", async () => {
  const { authentication, clock, sessions } = make({
    store: { save: () => Promise.reject(new Error("disk full")) },
  });
  await expect(authentication.authenticate(present(clock), PEER)).rejects.toThrow("disk full");
  expect(sessions.size).toBe(0);
});

test("resumes a session by what its token says, until it ends", async () => {
  const { authentication, clock } = make();
  const { session } = await authentication.authenticate(present(clock), PEER);
  const { sessionId, hotkey } = session;
  expect(authentication.resume({ sessionId, hotkey })).toBe(session);
  expect(() => authentication.resume({ sessionId, hotkey: stranger.ss58 })).toThrow(/Invalid or expired/);
  expect(() => authentication.resume({ sessionId: randomUUID(), hotkey })).toThrow(/Invalid or expired/);
  clock.advance(3_600_000);
  expect(() => authentication.resume({ sessionId, hotkey })).toThrow(/Invalid or expired/);
});

test("ends a session as soon as the chain says that its validator lost the permit", async () => {
  const { authentication, clock, standing } = make();
  const { session } = await authentication.authenticate(present(clock), PEER);
  standing.validatorPermit = false;
  expect(() => authentication.resume(session)).toThrow(/holds no validator permit/);
});
