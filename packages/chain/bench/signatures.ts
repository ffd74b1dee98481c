import { median, ratioTo, type Measurement } from "@headframe/testkit/bench";
import { sr25519Verify as verifyInJavaScript } from "@polkadot/util-crypto";
import { sr25519Verify as verifyInWasm } from "@polkadot/wasm-crypto";
import {
  decodeAddress,
  keypairFromSeed,
  verifySignature,
  type Keypair,
  type SignatureScheme,
} from "../src/index.js";

const MESSAGE = new Uint8Array(32).fill(7);
const ROUNDS = 9;

/** Signing and verifying of both schemes, against the bare libraries; medians of nine rounds on one core. */
export async function benchSignatures(): Promise<readonly Measurement[]> {
  const sr25519 = subject("sr25519");
  const ed25519 = subject("ed25519");
  const { publicKey, signature, pair } = sr25519;
  const verify = medianRates({
    bare: { calls: 300, call: () => verifyInWasm(signature, MESSAGE, publicKey) },
    ours: { calls: 300, call: () => verifySignature("sr25519", publicKey, MESSAGE, signature) },
    inJavaScript: { calls: 50, call: () => verifyInJavaScript(MESSAGE, signature, publicKey) },
  });
  const rest = medianRates({
    "sr25519 sign": { calls: 500, call: () => pair.sign(MESSAGE) },
    "ed25519 verify": {
      calls: 500,
      call: () => verifySignature("ed25519", ed25519.publicKey, MESSAGE, ed25519.signature),
    },
    "ed25519 sign": { calls: 500, call: () => ed25519.pair.sign(MESSAGE) },
    "address decode": { calls: 4_000, call: () => decodeAddress(pair.ss58) },
  });
  const { bare, ours, inJavaScript } = verify;
  return [
    { name: "sr25519 verify, against bare WebAssembly", value: ours, unit: "1/s", ...ratioTo(bare, ours) },
    {
      name: "sr25519 verify, against @polkadot/util-crypto",
      value: ours,
      unit: "1/s",
      ...ratioTo(inJavaScript, ours),
    },
    ...Object.entries(rest).map(([name, value]) => ({ name, value, unit: "1/s" })),
  ];
}

function subject(scheme: SignatureScheme): {
  readonly pair: Keypair;
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
} {
  const pair = keypairFromSeed(new Uint8Array(32).fill(3), scheme);
  return { pair, publicKey: pair.publicKey, signature: pair.sign(MESSAGE) };
}

interface Subject {
  readonly calls: number;
  readonly call: () => unknown;
}

/**
 * Calls per second of each. They take turns within a round, so that whatever else the machine does hits all alike;
 * the first round, in which code is compiled, does not count.
 */
function medianRates<Name extends string>(subjects: Readonly<Record<Name, Subject>>): Record<Name, number> {
  const entries = Object.entries<Subject>(subjects);
  const rates = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, { calls, call }] of entries) {
      const startedAt = performance.now();
      for (let done = 0; done < calls; done++) call();
      const perSecond = (calls / (performance.now() - startedAt)) * 1000;
      if (round > 0) rates.get(name)?.push(perSecond);
    }
  }
  const medians = [...rates].map(([name, all]) => [name, median(all)]);
  return Object.fromEntries(medians) as Record<Name, number>;
}
