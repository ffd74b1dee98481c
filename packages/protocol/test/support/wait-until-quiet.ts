import { sleep } from "@headframe/kit";

/** Quiet for this long means stopped: on loopback, a megabyte takes about a millisecond. */
const QUIET_MS = 200;

/** Resolves when a count that has begun to rise has stopped rising. Back-pressure has no other sign. */
export async function waitUntilQuiet(count: () => number): Promise<void> {
  let before = 0;
  for (let now = count(); now === 0 || now !== before; now = count()) {
    before = now;
    await sleep(QUIET_MS);
  }
}
