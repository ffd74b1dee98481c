import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface RunningServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts a server of `bench-server.ts` in a process of its own, as in real life. */
export async function startServer(kind: string, argument = ""): Promise<RunningServer> {
  const script = fileURLToPath(new URL("bench-server.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=source", "--import", "tsx", script, kind, argument], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [line] = (await Promise.race([
    once(child.stdout, "data"),
    exited.then(() => Promise.reject(new Error(`the ${kind} server ended before it listened`))),
  ])) as [Buffer];
  return {
    address: `127.0.0.1:${line.toString().trim()}`,
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
