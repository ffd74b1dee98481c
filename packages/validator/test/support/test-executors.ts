import { keypairFromUri } from "@headframe/chain";
import { ReferenceDevice } from "@headframe/pow";
import { labUuid } from "@headframe/testkit/pow";
import type { TestExecutor } from "./test-miner.js";

/** Two miners. */
export const ALICE = keypairFromUri("//Alice");
export const BOB = keypairFromUri("//Bob");

/** The UUID of executor number `at`. */
export const executorId = (at: number): string =>
  `${String(at).padStart(8, "0")}-1111-4111-8111-111111111111`;

/** A device that does what it should; `value` makes its UUID. */
export const honestDevice = (value: number): ReferenceDevice => new ReferenceDevice({ uuid: labUuid(value) });

/** Executor number `at`, called `gpu-<at>`, with one honest device unless a test wants something else. */
export function testExecutor(at: number, facts: Partial<TestExecutor> = {}): TestExecutor {
  return { executorId: executorId(at), alias: `gpu-${at}`, devices: [honestDevice(at)], ...facts };
}
