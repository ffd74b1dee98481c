import { connectChain } from "@headframe/chain";

// Connects, reads, closes, tells what still holds the process, and does nothing else.
const chain = await connectChain({ network: "local", endpoint: process.argv[2] });
await chain.bestHead();
await chain.close();
await new Promise(setImmediate);
// Standard output, and now and then the channel to the thread that compiles TypeScript.
const own = new Set(["PipeWrap", "MessagePort"]);
const held = process.getActiveResourcesInfo().filter((resource) => !own.has(resource));
process.stdout.write(JSON.stringify(held));
