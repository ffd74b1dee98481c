import { connectChain } from "@headframe/chain";

// Connects, reads, closes, tells what still holds the process, and does nothing else.
const chain = await connectChain({ network: "local", endpoint: process.argv[2] });
await chain.bestHead();
await chain.close();
await new Promise(setImmediate);
const held = process.getActiveResourcesInfo().filter((resource) => resource !== "PipeWrap");
process.stdout.write(JSON.stringify(held));
