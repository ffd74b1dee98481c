import { connectChain } from "@headframe/chain";

// Connects, reads, closes, and does nothing else: the process ends when nothing holds it any more.
const chain = await connectChain({ network: "local", endpoint: process.argv[2] });
await chain.bestHead();
await chain.close();
process.stdout.write(`closed ${Date.now()}\n`);
process.on("exit", () => process.stdout.write(`ended ${Date.now()}\n`));
