import { askTool } from "./ask-tool.js";
import { normalisePciAddress, type SourceDevice, type SourceReading } from "./source-device.js";

/** The name comes last: it alone may contain a comma. */
const ARGUMENTS = [
  "--query-gpu=uuid,pci.bus_id,memory.total,ecc.mode.current,driver_version,name",
  "--format=csv,noheader,nounits",
];
const LINE = /^(?<uuid>\S+), (?<pci>[^,]+), (?<memory>[^,]+), (?<ecc>[^,]+), (?<driver>[^,]+), (?<name>.+)$/;
const BYTES_PER_MIB = 2 ** 20;

/** Asks the tool of the driver's package. `env` is all of its environment. */
export async function readNvidiaSmi(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<SourceReading> {
  const answer = await askTool("nvidia-smi", ARGUMENTS, { env, signal });
  return answer.kind === "printed" ? parseNvidiaSmi(answer.output) : answer;
}

/** The answer of `nvidia-smi` to our query. */
export function parseNvidiaSmi(output: string): SourceReading {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const parsed = lines.map((line) => LINE.exec(line.trim())?.groups);
  const strange = lines.find((_, index) => parsed[index] === undefined);
  if (strange !== undefined) {
    return { kind: "unavailable", reason: `nvidia-smi printed a line that is not understood: ${strange}` };
  }
  const rows = parsed.filter((row) => row !== undefined);
  const driverVersion = known(rows[0]?.["driver"]);
  return {
    kind: "read",
    ...(driverVersion !== undefined && { driverVersion }),
    devices: rows.map(toDevice),
  };
}

function toDevice(row: Readonly<Record<string, string>>): SourceDevice {
  const [name, pci, memory, ecc] = [row["name"], row["pci"], row["memory"], row["ecc"]].map(known);
  return {
    uuid: (row["uuid"] ?? "").toLowerCase().replace(/^gpu-/, "GPU-"),
    ...(name !== undefined && { name }),
    ...(memory !== undefined && { totalBytes: Number(memory) * BYTES_PER_MIB }),
    ...(pci !== undefined && { pciAddress: normalisePciAddress(pci) }),
    ...(ecc !== undefined && { isEccEnabled: ecc === "Enabled" }),
  };
}

/** `[N/A]` and `[Not Supported]` are no values. */
function known(text: string | undefined): string | undefined {
  return text === undefined || text.startsWith("[") ? undefined : text;
}
