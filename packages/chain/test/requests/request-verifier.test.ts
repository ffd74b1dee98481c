import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  keypairFromSeed,
  keypairFromUri,
  ReplayMemory,
  RequestVerifier,
  signBtauth,
  signEpistula,
  verifySignature,
  type HttpRequest,
  type Keypair,
  type RequestScheme,
} from "../../src/index.js";
import { dendriteBodyHash } from "../../src/requests/dendrite.js";
import { ALICE, ALICE_ED25519, BOB, SIGNED_TEXT } from "../golden.js";

const NOW_MS = 1_752_076_800_000;
const BODY = Buffer.from('{"prompt": "hello"}');
const alice = keypairFromUri("//Alice");
const stranger = keypairFromSeed(new Uint8Array(32).fill(9));
const EMPTY_BODY_HASH = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a";

/** A verifier for //Bob whose clock stands where the test puts it. */
function makeVerifier(schemes: readonly RequestScheme[] = ["btauth/1", "epistula/2", "dendrite"]) {
  const clock = { now: NOW_MS, nowMs: () => clock.now };
  const memory = new ReplayMemory({ clock });
  const replays = {
    has: (hotkey: string, nonce: string) => memory.has(hotkey, nonce),
    spend: (used: Parameters<ReplayMemory["remember"]>[0]) =>
      Promise.resolve(!memory.has(used.hotkey, used.nonce) && memory.remember(used)),
  };
  const verifier = new RequestVerifier(
    { receiver: BOB.ss58, schemes },
    {
      replays,
      clock,
      verify: ({ scheme, publicKey, message, signature }) =>
        Promise.resolve(verifySignature(scheme, publicKey, message, signature)),
    },
  );
  return { clock, memory, verifier };
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function request(headers: Readonly<Record<string, string>>, changes: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "POST",
    path: "/generate?stream=false",
    headers: lowerCase(headers),
    body: BODY,
    ...changes,
  };
}

/** What Bittensor's SDK sends; the signature is its own code's. */
function golden(hotkey: string, signature: string, more: Readonly<Record<string, string>> = {}): HttpRequest {
  return request({
    "X-Bittensor-Version": "1",
    "X-Bittensor-Hotkey": hotkey,
    "X-Bittensor-Receiver": BOB.ss58,
    "X-Bittensor-Nonce": "1752076800000000000",
    "X-Bittensor-Signature": signature,
    ...more,
  });
}

const btauth = (signer = alice, receiver: string = BOB.ss58, nonceNs = BigInt(NOW_MS) * 1_000_000n) => {
  const unsigned = { method: "POST", path: "/generate?stream=false", body: BODY };
  return request(signBtauth(unsigned, { signer, receiver, nonceNs }));
};

const epistula = (receiver: string = BOB.ss58, timestampMs = NOW_MS) =>
  request(signEpistula(BODY, { signer: alice, receiver, uuid: "0b5e-1", timestampMs }));

const dendrite = (signer: Keypair = alice, changes: Readonly<Record<string, string>> = {}) => {
  const nonce = `${NOW_MS}000000`;
  const text = `${nonce}.${alice.ss58}.${BOB.ss58}.0b5e-1.${EMPTY_BODY_HASH}`;
  return request({
    bt_header_dendrite_nonce: nonce,
    bt_header_dendrite_uuid: "0b5e-1",
    bt_header_dendrite_hotkey: alice.ss58,
    bt_header_axon_hotkey: BOB.ss58,
    computed_body_hash: EMPTY_BODY_HASH,
    bt_header_dendrite_signature: `0x${Buffer.from(signer.sign(Buffer.from(text))).toString("hex")}`,
    ...changes,
  });
};

function without(from: HttpRequest, header: string): HttpRequest {
  return { ...from, headers: { ...from.headers, [header.toLowerCase()]: undefined } };
}

async function refusal(from: HttpRequest, verifier = makeVerifier().verifier): Promise<string> {
  const error = await verifier.verify(from).then(
    () => undefined,
    (reason: unknown) => reason as { readonly code?: string },
  );
  return error === undefined ? "accepted" : String(error.code);
}

describe("a signed request", () => {
  it("of Bittensor's own SDK is its sender's, under either kind of key", async () => {
    const sr25519 = golden(ALICE.ss58, SIGNED_TEXT.sr25519);
    const ed25519 = golden(ALICE_ED25519.ss58, SIGNED_TEXT.ed25519, { "X-Bittensor-Crypto": "ed25519" });
    const { verifier } = makeVerifier();
    expect(await verifier.verify(sr25519)).toEqual({ scheme: "btauth/1", hotkey: ALICE.ss58 });
    expect(await verifier.verify(ed25519)).toEqual({ scheme: "btauth/1", hotkey: ALICE_ED25519.ss58 });
  });

  it("is signed as the SDK signs it, to the byte", () => {
    const signer = keypairFromUri("//Alice", "ed25519");
    const unsigned = { method: "post", path: "/generate?stream=false", body: BODY };
    const headers = signBtauth(unsigned, {
      signer,
      receiver: BOB.ss58,
      nonceNs: 1_752_076_800_000_000_000n,
    });
    expect(headers["X-Bittensor-Signature"]).toBe(SIGNED_TEXT.ed25519);
    expect(headers["X-Bittensor-Crypto"]).toBe("ed25519");
  });

  it("verifies under the kind of key that it declares, and no other", async () => {
    expect(await refusal(golden(ALICE_ED25519.ss58, SIGNED_TEXT.ed25519))).toBe("request/bad-signature");
  });

  it.each([
    { scheme: "btauth/1", from: () => btauth() },
    { scheme: "epistula/2", from: () => epistula() },
    { scheme: "dendrite", from: () => dendrite() },
  ])("of $scheme is let in once", async ({ scheme, from }) => {
    const { verifier } = makeVerifier();
    const sent = from();
    expect(await verifier.verify(sent)).toEqual({ scheme, hotkey: alice.ss58 });
    expect(await refusal(sent, verifier)).toBe("request/replayed");
  });

  it("that comes twice at the same time is let in once", async () => {
    const { verifier } = makeVerifier();
    const sent = epistula();
    const outcomes = await Promise.all([refusal(sent, verifier), refusal(sent, verifier)]);
    expect(outcomes.toSorted()).toEqual(["accepted", "request/replayed"]);
  });

  it("that waited with its copy is worth nothing once the copy's nonce is forgotten", async () => {
    const clock = { now: NOW_MS, nowMs: () => clock.now };
    const memory = new ReplayMemory({ clock });
    const waiting: (() => void)[] = [];
    const verifier = new RequestVerifier(
      { receiver: BOB.ss58, schemes: ["btauth/1"] },
      {
        replays: {
          has: (hotkey, nonce) => memory.has(hotkey, nonce),
          spend: (used) => Promise.resolve(memory.remember(used)),
        },
        clock,
        verify: () => new Promise((resolve) => waiting.push(() => resolve(true))),
      },
    );
    const sent = btauth();
    const [first, copy] = [refusal(sent, verifier), refusal(sent, verifier)];
    const [verifyFirst, verifyCopy] = waiting;
    verifyFirst?.();
    expect(await first).toBe("accepted");
    clock.now += 11_001;
    memory.remember({ hotkey: BOB.ss58, nonce: "other", usedAtMs: clock.now, expiresAtMs: clock.now + 1 });
    verifyCopy?.();
    expect(await copy).toBe("request/stale");
  });

  it.each([
    { what: "another body", from: { ...btauth(), body: Buffer.from("{}") } },
    { what: "another path", from: { ...btauth(), path: "/generate?stream=true" } },
    { what: "another method", from: { ...btauth(), method: "GET" } },
    { what: "another body (Epistula)", from: { ...epistula(), body: Buffer.from("{}") } },
    { what: "another signer (dendrite)", from: dendrite(stranger) },
  ])("with $what than was signed is refused and spends nothing", async ({ from }) => {
    const { verifier, memory } = makeVerifier();
    expect(await refusal(from, verifier)).toBe("request/bad-signature");
    expect(memory.size).toBe(0);
  });

  it.each([
    { what: "for somebody else", from: btauth(alice, ALICE.ss58) },
    { what: "for nobody", from: without(btauth(), "X-Bittensor-Receiver") },
    { what: "for somebody else (Epistula)", from: epistula(ALICE.ss58) },
    { what: "for nobody (Epistula)", from: without(epistula(), "Epistula-Signed-For") },
    { what: "for somebody else (dendrite)", from: dendrite(alice, { bt_header_axon_hotkey: ALICE.ss58 }) },
  ])("$what is refused", async ({ from }) => {
    expect(await refusal(from)).toBe("request/wrong-receiver");
  });

  it.each([
    { name: "btauth/1", behindMs: 10_000, from: btauth },
    { name: "epistula/2", behindMs: 8_000, from: epistula },
    { name: "dendrite", behindMs: 16_000, from: dendrite },
  ])("of $name is worth something from 2 s before to $behindMs ms after it was signed", async (row) => {
    for (const [offsetMs, expected] of [
      [-2_000, "accepted"],
      [-2_001, "request/stale"],
      [row.behindMs, "accepted"],
      [row.behindMs + 1, "request/stale"],
    ] as const) {
      const { verifier, clock } = makeVerifier();
      clock.now = NOW_MS + offsetMs;
      expect(await refusal(row.from(), verifier), `${offsetMs} ms`).toBe(expected);
    }
  });

  it.each([
    ["btauth/1", btauth(), "X-Bittensor-Signature"],
    ["btauth/1", btauth(), "X-Bittensor-Nonce"],
    ["epistula/2", epistula(), "Epistula-Request-Signature"],
    ["epistula/2", epistula(), "Epistula-Uuid"],
    ["dendrite", dendrite(), "bt_header_dendrite_signature"],
    ["dendrite", dendrite(), "bt_header_axon_hotkey"],
  ] as const)("of %s is refused when %s lacks a header", async (_, from, header) => {
    const { verifier } = makeVerifier();
    await expect(verifier.verify(without(from, header))).rejects.toMatchObject({
      detail: { code: "request/malformed", field: header },
    });
  });

  it("may not claim another hash of the body than the body has", async () => {
    expect(dendriteBodyHash([])).toBe(EMPTY_BODY_HASH);
    expect(await refusal(dendrite(alice, { computed_body_hash: "00" }))).toBe("request/malformed");
  });

  it("of a scheme that is not offered is refused, as is one without any", async () => {
    const { verifier } = makeVerifier(["btauth/1"]);
    expect(await refusal(epistula(), verifier)).toBe("request/malformed");
    expect(await refusal(request({}), verifier)).toBe("request/malformed");
  });

  it("is not verified for a sender who is not admitted, and its nonce stays unspent", async () => {
    const { verifier, memory } = makeVerifier();
    const refuse = (hotkey: string) => {
      throw new Error(`${hotkey} is not let in`);
    };
    await expect(verifier.verify(btauth(), refuse)).rejects.toThrow(`${alice.ss58} is not let in`);
    expect(memory.size).toBe(0);
    expect(await verifier.verify(btauth(), () => undefined)).toMatchObject({ hotkey: alice.ss58 });
  });

  it("never echoes what was signed", async () => {
    const { verifier } = makeVerifier();
    const error = await verifier.verify({ ...btauth(), path: "/secret" }).catch((reason: unknown) => reason);
    expect(JSON.stringify([String(error), error])).not.toMatch(/secret|[0-9a-f]{64}/);
  });

  it("of any shape is accepted or refused with a code, and never breaks anything", async () => {
    const names = Object.keys({ ...btauth().headers, ...epistula().headers, ...dendrite().headers });
    const value = fc.oneof(fc.string(), fc.constantFrom("1", "2", ALICE.ss58, "0x", `${NOW_MS}`));
    const headers = fc.dictionary(fc.constantFrom(...names), fc.oneof(value, fc.array(value)));
    await fc.assert(
      fc.asyncProperty(headers, async (given) => {
        expect(await refusal({ ...request({}), headers: given })).toMatch(/^request\//);
      }),
    );
  });
});
