import { Secret } from "@headframe/kit";
import { describe, expect, it } from "vitest";
import { passwordFromEnvironment, passwordVariable } from "../../src/index.js";
import { storedPassword } from "../../src/wallet/password-variable.js";

// cspell:ignore Oiot größer
/** As btcli makes it for the password "test-password". */
const GOLDEN = {
  path: "/home/miner/.bittensor/wallets/default/coldkey",
  variable: "BT_PW__HOME_MINER__BITTENSOR_WALLETS_DEFAULT_COLDKEY",
  value: "NjEsJHovPjs8OiotKQ==",
} as const;

const COLDKEY = { path: GOLDEN.path, kind: "coldkey" } as const;

describe("the variable of a password", () => {
  it("has btcli's name", () => {
    expect(passwordVariable(GOLDEN.path)).toBe(GOLDEN.variable);
  });

  it("is read as btcli writes it", () => {
    const password = passwordFromEnvironment(COLDKEY, { [GOLDEN.variable]: GOLDEN.value });
    expect(password?.reveal()).toBe("test-password");
    expect(storedPassword(GOLDEN.path, new Secret("test-password"))).toBe(GOLDEN.value);
  });

  it("holds any password, longer than its own name and outside ASCII", () => {
    const long = `größer-${"x".repeat(200)}`;
    const value = storedPassword(GOLDEN.path, new Secret(long));
    expect(passwordFromEnvironment(COLDKEY, { [GOLDEN.variable]: value })?.reveal()).toBe(long);
  });

  it.each([undefined, ""])("is not there when it is %j", (value) => {
    expect(passwordFromEnvironment(COLDKEY, { [GOLDEN.variable]: value })).toBeUndefined();
  });

  it.each(["test-password", "!!!", "////"])("is refused by name when it holds %j", (value) => {
    expect(() => passwordFromEnvironment(COLDKEY, { [GOLDEN.variable]: value })).toThrow(
      expect.objectContaining({
        code: "wallet/invalid-password-variable",
        detail: { code: "wallet/invalid-password-variable", variable: GOLDEN.variable },
        message: expect.not.stringContaining(value),
      }),
    );
  });
});

describe("the variable that early builds read", () => {
  const early = { BT_COLD_PW_MY_WALLET: "as it is" };
  const path = "/wallets/my-wallet/coldkey";
  const read = (kind: "coldkey" | "hotkey", env: Readonly<Record<string, string>>) =>
    passwordFromEnvironment({ path, kind }, env)?.reveal();

  it("holds the password of the wallet's coldkey, as it is", () => {
    expect(read("coldkey", early)).toBe("as it is");
  });

  it("gives way to the present one", () => {
    const present = storedPassword(path, new Secret("newer"));
    expect(read("coldkey", { ...early, [passwordVariable(path)]: present })).toBe("newer");
  });

  it("says nothing of a hotkey, of another wallet, or when it is empty", () => {
    expect(read("hotkey", early)).toBeUndefined();
    expect(read("coldkey", { BT_COLD_PW_OTHER: "x" })).toBeUndefined();
    expect(read("coldkey", { BT_COLD_PW_MY_WALLET: "" })).toBeUndefined();
  });
});
