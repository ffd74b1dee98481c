import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type PasswordSource, WalletError } from "@headframe/chain";
import { Secret, silentLogger } from "@headframe/kit";
import { loadConfig } from "@headframe/kit/config";
import { FakeChain, writeKeyfile } from "@headframe/testkit/chain";
import { expect, test } from "vitest";
import { configSchema } from "../../src/config/schema.js";
import { preflight } from "../../src/startup/preflight.js";
import { SHARED_SECRET } from "../support/fake-executor.js";
import { temporaryDirectory } from "../support/temporary.js";

/** `//Alice`, with the password "test-password". */
const VAULT = join(import.meta.dirname, "../../../chain/test/wallet/fixtures/ansible-vault");
const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/** The start of a miner whose hotkey is encrypted. */
async function start(password?: PasswordSource) {
  const directory = await temporaryDirectory();
  const walletPath = join(directory, "wallets");
  await writeKeyfile({ walletPath, walletName: "miner", hotkeyName: "default" }, await readFile(VAULT));
  const config = loadConfig({
    schema: configSchema,
    flags: {
      "bittensor.wallet_path": walletPath,
      "bittensor.network": "local",
      "bittensor.axon_port": 0,
      "server.port": 0,
      "api.port": 0,
      "metrics.prometheus.enabled": false,
      "database.url": `sqlite:${join(directory, "miner.db")}`,
      "security.jwt_secret": SHARED_SECRET,
      "executor_management.executors": [{ id: "gpu-1", grpc_address: "127.0.0.1:1" }],
    },
  });
  const connect = () => Promise.resolve(new FakeChain());
  return preflight(config, { logger: silentLogger, password, connect });
}

test("a miner starts with an encrypted hotkey when it is given the password", async () => {
  const { hotkey } = await start(() => Promise.resolve(new Secret("test-password")));
  expect(hotkey.ss58).toBe(ALICE);
});

test("a miner without the password says how to give it", async () => {
  await expect(start()).rejects.toMatchObject({
    code: "wallet/encrypted",
    hint: expect.stringMatching(/set BT_PW_.*bittensor\.hotkey_password_file/),
  });
  await expect(start(() => Promise.resolve(new Secret("guess")))).rejects.toBeInstanceOf(WalletError);
});
