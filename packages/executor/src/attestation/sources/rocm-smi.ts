// cspell:ignore showbus showid showmeminfo showuniqueid -- options of the tool
import { z } from "zod";
import type { AmdReading } from "./amd-inventory.js";
import { askTool } from "./ask-tool.js";

const ARGUMENTS = ["--showid", "--showuniqueid", "--showbus", "--showmeminfo", "vram", "--json"];

/** `card0`, `card1` and so on, and `system`. */
const answerSchema = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Asks the tool of ROCm. `env` is all of its environment. */
export async function readRocmSmi(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<AmdReading> {
  const answer = await askTool("rocm-smi", ARGUMENTS, { env, signal });
  return answer.kind === "printed" ? parseRocmSmi(answer.output) : answer;
}

/** The answer of `rocm-smi` to our query: an object, behind warnings if there are any. */
export function parseRocmSmi(output: string): AmdReading {
  let cards: z.output<typeof answerSchema>;
  try {
    cards = answerSchema.parse(JSON.parse(output.slice(output.indexOf("{"))));
  } catch {
    const printed = output.trim().slice(0, 200) || "nothing";
    return { kind: "unavailable", reason: `rocm-smi printed something that is not understood: ${printed}` };
  }
  return {
    kind: "read",
    devices: Object.entries(cards)
      .filter(([name]) => /^card\d+$/.test(name))
      .map(([, card]) => {
        const vram = field(card, "VRAM Total Memory (B)");
        return {
          pciAddress: field(card, "PCI Bus")?.toLowerCase(),
          // The name in older releases comes second.
          deviceId: (field(card, "Device ID") ?? field(card, "GPU ID"))?.toLowerCase(),
          vramBytes: vram === undefined || !/^\d+$/.test(vram) ? undefined : Number(vram),
          uniqueId: field(card, "Unique ID")?.toLowerCase().replace(/^0x/, ""),
        };
      }),
  };
}

/** Releases differ in the case of names. `N/A` is no value. */
function field(card: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const value = Object.entries(card).find(([each]) => each.toLowerCase() === wanted)?.[1];
  return typeof value !== "string" || value === "N/A" ? undefined : value;
}
