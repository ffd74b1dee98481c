import { type Keypair, keypairFromSeed } from "@headframe/chain";
import { type Localnet, startLocalnet } from "@headframe/localnet";

const STAKE_TAO = 1_000;

/** A hotkey made for this run. */
export interface DemoKey {
  readonly seed: Uint8Array;
  readonly keypair: Keypair;
}

export interface DemoChain {
  readonly localnet: Localnet;
  readonly netuid: number;
  readonly minerUid: number;
  readonly validatorUid: number;
}

/** A key from 32 random bytes. */
export function makeKey(seed: Uint8Array): DemoKey {
  return { seed, keypair: keypairFromSeed(seed) };
}

/** Starts a chain with one subnet on which `miner` is registered and `validator` has stake and a permit. */
export async function startDemoChain(miner: DemoKey, validator: DemoKey, owner: DemoKey): Promise<DemoChain> {
  const localnet = await startLocalnet();
  const { dev } = localnet;
  try {
    const netuid = await dev.createSubnet({ coldkey: "//Alice", hotkey: owner.keypair.ss58 });
    const minerUid = await dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: miner.keypair.ss58 });
    const hotkey = validator.keypair.ss58;
    const validatorUid = await dev.registerNeuron({ netuid, coldkey: "//Charlie", hotkey });
    await dev.stake({ netuid, coldkey: "//Charlie", hotkey, tao: STAKE_TAO });
    dev.setValidatorPermit(netuid, hotkey, true);
    return { localnet, netuid, minerUid, validatorUid };
  } catch (error) {
    await localnet.close();
    throw error;
  }
}
