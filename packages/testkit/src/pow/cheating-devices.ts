import type { Device, DeviceOpenings, ReferenceFaults } from "@headframe/pow";

/*
 * Ways to cheat that software can play (GPOW-1 section 22), as faults of the reference device or as devices around
 * another one.
 */

/** Changes every `every`-th byte: of digests for skipped work, of items for dropped memory, of walks that were invented. */
function spoil(bytes: Uint8Array, every: number): void {
  for (let at = 0; at < bytes.length; at += every) bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
}

/** Strips whose digests were never computed. */
export const STRIPS_NOT_COMPUTED: ReferenceFaults = {
  spoilProduct: ({ digests }) => spoil(digests, 128),
};

/** One wrong bit in every item, after honest digests. */
export const MEMORY_DROPPED: ReferenceFaults = { spoilMemory: (items) => spoil(items, 128) };

/** Walkers whose end states were made up. */
export const WALK_INVENTED: ReferenceFaults = { spoilWalk: (digests) => spoil(digests, 32) };

/** A device that does other things than it is told. */
export function wrapDevice(device: Device, changes: Partial<Device>): Device {
  return {
    uuid: changes.uuid ?? device.uuid,
    claim: changes.claim ?? ((signal) => device.claim(signal)),
    prepare: changes.prepare ?? ((params, signal) => device.prepare(params, signal)),
    fill: changes.fill ?? ((seed, signal) => device.fill(seed, signal)),
    walk: changes.walk ?? ((nonce, signal) => device.walk(nonce, signal)),
    open: changes.open ?? ((strips, walkers, signal) => device.open(strips, walkers, signal)),
    release: changes.release ?? (() => device.release()),
  };
}

/** Answers every challenge with the work of an old one. */
export function replayDevice(device: Device, oldSeed: Uint8Array): Device {
  return wrapDevice(device, { fill: (_, signal) => device.fill(oldSeed, signal) });
}

/** Shows one device as two: the second answers with the work of the first. */
export function shareDevice(device: Device, secondUuid: Uint8Array): readonly [Device, Device] {
  let filled: Promise<Uint8Array> | undefined;
  let walked: Promise<Uint8Array> | undefined;
  const first = wrapDevice(device, {
    fill: (seed, signal) => (filled ??= device.fill(seed, signal)),
    walk: (nonce, signal) => (walked ??= device.walk(nonce, signal)),
  });
  const second = wrapDevice(first, {
    uuid: secondUuid,
    claim: async (signal) => ({ ...(await device.claim(signal)), uuid: secondUuid }),
    prepare: () => Promise.resolve(),
    release: () => Promise.resolve(),
  });
  return [first, second];
}

/** Opens other strips or walkers than it is asked for. */
export function openOthers(
  device: Device,
  other: {
    readonly strips?: (strips: readonly number[]) => readonly number[];
    readonly walkers?: (walkers: readonly number[]) => readonly number[];
  },
): Device {
  return wrapDevice(device, {
    open: (strips, walkers, signal) =>
      device.open(other.strips?.(strips) ?? strips, other.walkers?.(walkers) ?? walkers, signal),
  });
}

/** Changes the bytes of its openings. */
export function changeOpenings(device: Device, change: (openings: DeviceOpenings) => DeviceOpenings): Device {
  return wrapDevice(device, {
    open: async (strips, walkers, signal) => change(await device.open(strips, walkers, signal)),
  });
}

/** Never comes to an end with one of its calls, until it is told to stop. */
export function hangDevice(device: Device, call: "prepare" | "fill" | "walk" | "open"): Device {
  const hang = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    });
  switch (call) {
    case "prepare":
      return wrapDevice(device, { prepare: (_, signal) => hang(signal) });
    case "fill":
      return wrapDevice(device, { fill: (_, signal) => hang(signal) });
    case "walk":
      return wrapDevice(device, { walk: (_, signal) => hang(signal) });
    case "open":
      return wrapDevice(device, { open: (_strips, _walkers, signal) => hang(signal) });
  }
}

/** Fails in one of its calls. */
export function breakDevice(
  device: Device,
  call: "prepare" | "fill" | "walk" | "open",
  error: Error,
): Device {
  const fail = (): Promise<never> => Promise.reject(error);
  return wrapDevice(device, { [call]: fail });
}
