import { createServer } from "node:net";
import { type ListenTarget, toListenError } from "./listen-error.js";

/**
 * Takes the port and gives it back: the server takes it in earnest later, and reports if somebody was faster. Port 0 is
 * always free. The host may be an IPv6 address in brackets.
 *
 * @throws {ListenError} when nothing can listen there.
 */
export async function checkPortFree(target: ListenTarget): Promise<void> {
  const { host, port } = target;
  if (port === 0) return;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen({ host: host.replace(/^\[(.+)\]$/, "$1"), port, exclusive: true }, resolve);
    });
  } catch (error) {
    throw toListenError(error, target);
  } finally {
    if (probe.listening) await new Promise<void>((resolve) => probe.close(() => resolve()));
  }
}
