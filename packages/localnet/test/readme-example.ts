import { developmentKey, startLocalnet } from "@headframe/localnet";

/** A chain with one subnet and one registered miner. Clients connect to `localnet.url`. */
export async function startChain() {
  const localnet = await startLocalnet(); // or { port, blockTimeMs, stateFile, … }
  const [owner, miner] = [developmentKey("//Owner").address, developmentKey("//Miner").address];
  const netuid = await localnet.dev.createSubnet({ coldkey: "//Alice", hotkey: owner });
  const uid = await localnet.dev.registerNeuron({ netuid, coldkey: "//Alice", hotkey: miner });
  return { localnet, netuid, uid };
}
