import { PassThrough } from "node:stream";
import { WalletError } from "@headframe/chain";
import type { CliContext } from "@headframe/kit/cli";
import { expect, test } from "vitest";
import { newPassword, passwordSource } from "../../src/cli/terminal/password.js";
import { Terminal } from "../../src/cli/terminal/terminal.js";
import { Capture } from "../support/run-command.js";

// cspell:ignore Oiot -- a password as btcli stores it
const signal = new AbortController().signal;
const question = { text: "Password: ", instead: "--password-file", isSecret: true, signal };

/** A terminal whose keys the test presses. */
function openTerminal({ isTTY = true } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const output = new Capture();
  return { input, output, terminal: new Terminal({ input, output }) };
}

function contextWith(env: Readonly<Record<string, string>> = {}): CliContext {
  return {
    signal,
    env,
    stdout: new Capture(),
    stderr: new Capture(),
    logLevel: () => undefined,
    setExitCode: () => undefined,
  };
}

test("shows nothing of a secret answer, and takes back what was erased", async () => {
  const { input, output, terminal } = openTerminal();
  const answer = terminal.ask(question);
  input.write("wrong");
  input.write("\u007F".repeat(5));
  input.write("hunter2\r");
  expect(await answer).toBe("hunter2");
  expect(output.text).toBe("Password: \n");
});

test("shows an answer that is no secret", async () => {
  const { input, output, terminal } = openTerminal();
  const answer = terminal.ask({ ...question, text: "Register? ", isSecret: false });
  input.write("yes\r");
  expect(await answer).toBe("yes");
  expect(output.text).toContain("Register? ");
});

test("asks nobody where there is no terminal, and says what to give instead", async () => {
  const { terminal } = openTerminal({ isTTY: false });
  await expect(terminal.ask(question)).rejects.toMatchObject({
    code: "cli/no-terminal",
    hint: "give --password-file",
  });
});

test("takes the end of input for no answer", async () => {
  const { input, terminal } = openTerminal();
  const answer = terminal.ask(question);
  input.write("\u0004");
  await expect(answer).rejects.toMatchObject({ code: "cli/no-answer" });
});

test("gives up with the signal's reason", async () => {
  const stopping = new AbortController();
  const { terminal } = openTerminal();
  const answer = terminal.ask({ ...question, signal: stopping.signal });
  const reason = new Error("stopped");
  stopping.abort(reason);
  await expect(answer).rejects.toBe(reason);
});

test("prefers btcli's variable to a question, and refuses one that is not btcli's", async () => {
  const { terminal } = openTerminal({ isTTY: false });
  const file = { path: "/home/miner/.bittensor/wallets/default/coldkey", kind: "coldkey" } as const;
  const variable = "BT_PW__HOME_MINER__BITTENSOR_WALLETS_DEFAULT_COLDKEY";
  const stored = passwordSource({ context: contextWith({ [variable]: "NjEsJHovPjs8OiotKQ==" }), terminal });
  expect((await stored(file))?.reveal()).toBe("test-password");
  expect(await passwordSource({ context: contextWith(), terminal })(file)).toBeUndefined();
  const foreign = passwordSource({ context: contextWith({ [variable]: "test-password" }), terminal });
  await expect(foreign(file)).rejects.toBeInstanceOf(WalletError);
});

test("asks for the password of the file that needs it", async () => {
  const { input, output, terminal } = openTerminal();
  const password = passwordSource({ context: contextWith(), terminal })({
    path: "/w/hotkeys/h",
    kind: "hotkey",
  });
  input.write("secret\r");
  expect((await password)?.reveal()).toBe("secret");
  expect(output.text).toBe("Password of the hotkey /w/hotkeys/h: \n");
});

test.each([
  [["a", "a"], "a"],
  [["a", "b"], expect.objectContaining({ code: "cli/answers-differ", hint: expect.any(String) })],
  [[""], expect.objectContaining({ code: "cli/no-answer", hint: expect.any(String) })],
])("a new password answered with %j", async (answers, expected) => {
  const { input, output, terminal } = openTerminal();
  const password = newPassword({ context: contextWith(), terminal });
  const settled = password.then(
    (secret) => secret.reveal(),
    (error: unknown) => error,
  );
  const prompts = ["New password: ", "The same again: "];
  for (const [index, answer] of answers.entries()) {
    await expect.poll(() => output.text).toContain(prompts[index]);
    input.write(`${answer}\r`);
  }
  expect(await settled).toEqual(expected);
});
