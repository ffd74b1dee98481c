import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What the JavaScript heap of this process holds once all that can be collected was. */
export function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
