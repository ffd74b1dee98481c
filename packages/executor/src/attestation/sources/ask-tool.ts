import { execFile } from "node:child_process";
import { errorMessage } from "@headframe/kit";

const TIMEOUT_MS = 15_000;
const MAX_OUTPUT_BYTES = 2 ** 20;

/** What a tool printed, or why it printed nothing that counts. */
export type ToolAnswer =
  | { readonly kind: "printed"; readonly output: string }
  | { readonly kind: "unavailable"; readonly reason: string };

/**
 * Runs a tool of the system, without a shell, for at most 15 s and 1 MiB of output. Never rejects.
 *
 * @param env all of its environment.
 */
export function askTool(
  name: string,
  args: readonly string[],
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<ToolAnswer> {
  const options = {
    env,
    signal,
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    killSignal: "SIGKILL",
  } as const;
  return new Promise((resolve) => {
    execFile(name, args, options, (error, stdout) => {
      if (error === null) resolve({ kind: "printed", output: stdout });
      else resolve({ kind: "unavailable", reason: `${name}: ${firstLine(stdout) ?? errorMessage(error)}` });
    });
  });
}

function firstLine(text: string): string | undefined {
  return text.split("\n").find((line) => line.trim() !== "");
}
