import { Secret } from "@headframe/kit";
import { AuthError, JwtSigner, JwtVerifier, secretKey, type JwtVerifierOptions } from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { EXECUTOR_ID, MINER_HOTKEY, SECRET } from "../support/executor-server.js";
import { GET_STATUS, goodClaims, makeRsaToken, makeToken, makeUnsignedToken } from "../support/tokens.js";

const NOW_MS = 1_790_000_000_000;
const clock = { nowMs: () => NOW_MS, monotonicUs: () => 0 };
const NOW_SECONDS = NOW_MS / 1000;
const OTHER_SECRET = new Secret("another secret that is long enough to be one");

function makeVerifier(options: Partial<JwtVerifierOptions> = {}): JwtVerifier {
  const keys = [secretKey(SECRET)];
  return new JwtVerifier({ keys, issuer: "headframe-miner", audience: EXECUTOR_ID, ...options }, { clock });
}

function claims(changes: Readonly<Record<string, unknown>> = {}) {
  return goodClaims(changes, NOW_MS);
}

function codeOf(token: string, options: Partial<JwtVerifierOptions> = {}): string {
  try {
    makeVerifier(options).verify(token, GET_STATUS);
    return "accepted";
  } catch (error) {
    if (error instanceof AuthError) return error.code;
    throw error;
  }
}

describe("JwtVerifier", () => {
  it("accepts a good token and says what it says", () => {
    expect(makeVerifier().verify(makeToken(claims()), GET_STATUS)).toEqual({
      subject: MINER_HOTKEY,
      audience: EXECUTOR_ID,
      tokenId: claims()["jti"],
      expiresAtMs: NOW_MS + 60_000,
    });
  });

  it("accepts what JwtSigner makes", () => {
    const signer = new JwtSigner({ key: secretKey(SECRET), issuer: "headframe-miner" }, { clock });
    const { token, tokenId, expiresAtMs } = signer.sign({
      subject: MINER_HOTKEY,
      audience: EXECUTOR_ID,
      scope: [GET_STATUS],
      lifetimeMs: 1_500,
      tokenId: "session 7",
    });
    expect(tokenId).toBe("session 7");
    expect(expiresAtMs).toBe(NOW_MS + 2_000);
    expect(makeVerifier().verify(token, GET_STATUS)).toMatchObject({ tokenId, expiresAtMs });
  });

  it.each([
    ["text that is no token", "nonsense", "auth/malformed-token"],
    ["three parts of nonsense", "a.b.c", "auth/malformed-token"],
    ["a token of 10 kB", makeToken(claims({ padding: "x".repeat(10_000) })), "auth/malformed-token"],
    ["a payload that is not an object", makeToken("text" as never), "auth/malformed-token"],
    [
      "a token made with another secret",
      makeToken(claims(), {}, OTHER_SECRET.reveal()),
      "auth/bad-signature",
    ],
    ["a changed payload", changePayload(makeToken(claims())), "auth/bad-signature"],
    ["algorithm none", makeUnsignedToken(claims()), "auth/wrong-algorithm"],
    ["algorithm none with a signature", makeToken(claims(), { alg: "none" }), "auth/wrong-algorithm"],
    ["an RSA signature", makeRsaToken(claims()), "auth/wrong-algorithm"],
    ["an HMAC that claims to be RSA", makeToken(claims(), { alg: "RS256" }), "auth/wrong-algorithm"],
    ["another HMAC", makeToken(claims(), { alg: "HS512" }), "auth/wrong-algorithm"],
    ["another issuer", makeToken(claims({ iss: "headframe-executor" })), "auth/wrong-issuer"],
    ["no issuer", makeToken(claims({ iss: undefined })), "auth/wrong-issuer"],
    ["another audience", makeToken(claims({ aud: "somebody else" })), "auth/wrong-audience"],
    ["several audiences", makeToken(claims({ aud: [EXECUTOR_ID, "x"] })), "auth/missing-claim"],
    ["no audience", makeToken(claims({ aud: undefined })), "auth/missing-claim"],
    ["no subject", makeToken(claims({ sub: undefined })), "auth/missing-claim"],
    ["no id", makeToken(claims({ jti: undefined })), "auth/missing-claim"],
    ["an empty id", makeToken(claims({ jti: "" })), "auth/missing-claim"],
    ["no end", makeToken(claims({ exp: undefined })), "auth/missing-claim"],
    ["an end that is text", makeToken(claims({ exp: "2099-01-01" })), "auth/missing-claim"],
    ["an end in the past", makeToken(claims({ exp: NOW_SECONDS - 6 })), "auth/expired"],
    ["a start in the future", makeToken(claims({ nbf: NOW_SECONDS + 6 })), "auth/not-yet-valid"],
    ["another method's scope", makeToken(claims({ scope: [`${GET_STATUS}2`] })), "auth/missing-scope"],
    ["a scope that is text", makeToken(claims({ scope: `x ${GET_STATUS}` })), "auth/missing-scope"],
    ["no scope", makeToken(claims({ scope: undefined })), "auth/missing-scope"],
  ])("refuses %s", (_, token, code) => {
    expect(codeOf(token)).toBe(code);
  });

  it("allows for clocks that differ by up to 5 s", () => {
    expect(codeOf(makeToken(claims({ exp: NOW_SECONDS - 4 })))).toBe("accepted");
    expect(codeOf(makeToken(claims({ exp: NOW_SECONDS - 5 })))).toBe("auth/expired");
    expect(codeOf(makeToken(claims({ nbf: NOW_SECONDS + 5 })))).toBe("accepted");
  });

  it("checks the signature before it looks at a claim", () => {
    const forged = makeToken(claims({ exp: 0, iss: "x" }), {}, OTHER_SECRET.reveal());
    expect(codeOf(forged)).toBe("auth/bad-signature");
  });

  it("refuses a token that lives longer than allowed, however good", () => {
    expect(codeOf(makeToken(claims()), { maxLifetimeMs: 60_000 })).toBe("accepted");
    expect(codeOf(makeToken(claims()), { maxLifetimeMs: 59_000 })).toBe("auth/lifetime-too-long");
    expect(codeOf(makeToken(claims({ iat: undefined })), { maxLifetimeMs: 60_000 })).toBe(
      "auth/missing-claim",
    );
  });

  it("takes tokens of every secret while one replaces the other", () => {
    const [before, after] = [makeToken(claims()), makeToken(claims(), {}, OTHER_SECRET.reveal())];
    const both = { keys: [secretKey(OTHER_SECRET), secretKey(SECRET)] };
    const newOnly = { keys: [secretKey(OTHER_SECRET)] };
    expect([codeOf(before, both), codeOf(after, both)]).toEqual(["accepted", "accepted"]);
    expect([codeOf(before, newOnly), codeOf(after, newOnly)]).toEqual(["auth/bad-signature", "accepted"]);
  });

  it("checks everything but the signature again when it sees a token again", () => {
    const time = { ms: NOW_MS };
    const options = { keys: [secretKey(SECRET)], issuer: "headframe-miner", audience: EXECUTOR_ID };
    const verifier = new JwtVerifier(options, { clock: { nowMs: () => time.ms, monotonicUs: () => 0 } });
    const token = makeToken(claims());
    verifier.verify(token, GET_STATUS);
    expect(() => verifier.verify(token, "another/Method")).toThrow("does not allow another/Method");
    time.ms += 59_000;
    expect(verifier.verify(token, GET_STATUS).subject).toBe(MINER_HOTKEY);
    time.ms += 6_000;
    expect(() => verifier.verify(token, GET_STATUS)).toThrow("the token has expired");
  });

  it("can decide on the audience by method", () => {
    const audience = (_: string, method: string): boolean => method === "a/Public";
    const verifier = makeVerifier({ audience });
    const token = makeToken(claims({ aud: "anybody", scope: ["a/Public", "a/Private"] }));
    expect(verifier.verify(token, "a/Public").audience).toBe("anybody");
    expect(() => verifier.verify(token, "a/Private")).toThrow("the token is for anybody, not for us");
  });
});

/** Swaps the payload for one that says something else, and keeps the signature. */
function changePayload(token: string): string {
  const [header, , signature] = token.split(".");
  const payload = Buffer.from(JSON.stringify(claims({ sub: "somebody else" }))).toString("base64url");
  return `${header}.${payload}.${signature}`;
}
