// A localnet in a process of its own, so that its memory and its work are not counted as the client's. Reports
// { url, netuid, hotkey } when it is ready; answers each number with the best block after so many more.
import { startLocalnet } from "@headframe/localnet";
import { keypairFromUri } from "../src/index.js";

const localnet = await startLocalnet();
const { ss58: hotkey } = keypairFromUri("//Dave");
const netuid = await localnet.dev.createSubnet({
  coldkey: "//Alice",
  hotkey: keypairFromUri("//Charlie").ss58,
});
await localnet.dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey });

process.on("message", (count: number) => {
  void mine(count).then((head) => process.send?.(head));
});
process.on("disconnect", () => void localnet.close());
process.send?.({ url: localnet.url, netuid, hotkey });

/** One after the other: clients hear of each. */
async function mine(count: number): Promise<number> {
  for (let mined = 0; mined < count; mined++) {
    localnet.dev.mineBlocks(1);
    await new Promise(setImmediate);
  }
  return localnet.headNumber;
}
