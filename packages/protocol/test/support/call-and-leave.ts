// Serves, calls, drains and closes in one process, which must then end because nothing is left to do.
import { executorClient, startExecutorServer } from "./executor-server.js";

const { server, address } = await startExecutorServer(() => ({}));
const { client, channel } = executorClient(address);
await client.getStatus();
await server.drain(5_000);
channel.close();
process.stdout.write("served, drained, closed\n");
