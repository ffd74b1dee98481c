import { statfs } from "node:fs/promises";
import { cpus, freemem, totalmem } from "node:os";

/** How loaded the box is, in percent. `cpu` is the average since the sample before. */
export interface HostSample {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  readonly diskPercent: number;
}

interface CpuTimes {
  readonly busyMs: number;
  readonly totalMs: number;
}

/** Measures the load of this box. Owns the counters that the next sample is compared with. */
export class HostSampler {
  readonly #diskPath: string;
  #last: CpuTimes = readCpuTimes();

  /** @param diskPath a path on the disk that is reported. */
  constructor(diskPath: string) {
    this.#diskPath = diskPath;
  }

  async sample(): Promise<HostSample> {
    const disk = await statfs(this.#diskPath);
    const now = readCpuTimes();
    const totalMs = now.totalMs - this.#last.totalMs;
    const busyMs = now.busyMs - this.#last.busyMs;
    this.#last = now;
    return {
      cpuPercent: percent(busyMs, totalMs),
      memoryPercent: percent(totalmem() - freemem(), totalmem()),
      diskPercent: percent(disk.blocks - disk.bavail, disk.blocks),
    };
  }
}

function readCpuTimes(): CpuTimes {
  let totalMs = 0;
  let idleMs = 0;
  for (const { times } of cpus()) {
    totalMs += times.user + times.nice + times.sys + times.idle + times.irq;
    idleMs += times.idle;
  }
  return { busyMs: totalMs - idleMs, totalMs };
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, Math.max(0, (100 * part) / whole)) : 0;
}
