/**
 * Ends a program of the demo when the demo has died without stopping it. Loaded before the program's own modules
 * (`node --import`), by the demo alone: programs that run by themselves know nothing of it.
 */
import { isMainThread } from "node:worker_threads";

// A thread gets the same modules as its process.
if (isMainThread) {
  // The demo never speaks on this channel: its end is the message, and the system sends that whatever killed the demo.
  if (process.connected) process.once("disconnect", stop);
  else stop();
  // Nothing to wait for: the program ends when it has done its work.
  process.channel?.unref();
}

function stop(): void {
  process.kill(process.pid, "SIGTERM");
}
