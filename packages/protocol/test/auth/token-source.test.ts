import { JwtSigner, secretKey, TokenSource } from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { SECRET } from "../support/executor-server.js";

function makeProvider(lifetimeMs: number) {
  const time = { ms: 1_790_000_000_000 };
  const clock = { nowMs: () => time.ms, monotonicUs: () => 0 };
  const signer = new JwtSigner({ key: secretKey(SECRET), issuer: "headframe-miner" }, { clock });
  const source = new TokenSource(signer, { subject: "5Miner", lifetimeMs }, { clock });
  return { time, token: source.provider({ audience: "executor", scope: ["a/B"] }) };
}

describe("TokenSource", () => {
  it("gives the same token until three quarters of its life have passed, then a new one", () => {
    const { time, token } = makeProvider(60_000);
    const first = token();
    time.ms += 44_999;
    expect(token()).toBe(first);
    time.ms += 1;
    expect(token()).not.toBe(first);
  });

  it("gives a new token when the clock went back", () => {
    const { time, token } = makeProvider(60_000);
    const first = token();
    time.ms -= 3_600_000;
    expect(token()).not.toBe(first);
  });
});
