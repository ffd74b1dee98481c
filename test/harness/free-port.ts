import { once } from "node:events";
import { createServer } from "node:net";

/** A port that nothing listened on a moment ago: for what must come back on the same one. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string")
    throw new Error("a TCP server has an address and a port");
  return address.port;
}
