import { arch, cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { readFact } from "./read-fact.js";

/** What kind of machine this is. What cannot be read is absent. */
export interface HostFacts {
  /** As the distribution calls itself. */
  readonly operatingSystem: string | undefined;
  readonly kernel: string;
  readonly architecture: string;
  readonly cpuModel: string | undefined;
  readonly cpuThreads: number;
  readonly memoryBytes: number;
  /** Changes with every boot: tells reports before and after one apart. */
  readonly bootId: string | undefined;
}

/** @param root where `/proc` and `/etc` are. */
export async function readHostFacts(root = "/"): Promise<HostFacts> {
  const osRelease = await readFact(join(root, "etc/os-release"));
  const bootId = await readFact(join(root, "proc/sys/kernel/random/boot_id"));
  return {
    operatingSystem: osRelease?.match(/^PRETTY_NAME="?([^"\n]+)/m)?.[1],
    kernel: release(),
    architecture: arch(),
    cpuModel: cpus()[0]?.model,
    cpuThreads: cpus().length,
    memoryBytes: totalmem(),
    bootId: bootId?.trim(),
  };
}
