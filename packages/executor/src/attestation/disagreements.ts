import type { SourceDevice, SourceReading } from "./sources/source-device.js";

/** A fact about a GPU, or the driver, that sources do not agree on: what each of them says. */
export interface Disagreement {
  /** UUID, the PCI address of an AMD GPU, or `driver`. */
  readonly subject: string;
  readonly fact:
    | "presence"
    | "name"
    | "memory"
    | "pci address"
    | "ecc"
    | "device id"
    | "unique id"
    | "version";
  /** By source; for memory in bytes. */
  readonly said: Readonly<Record<string, string | number | boolean>>;
}

/** The management library counts memory that the driver keeps for itself: a few percent. */
const MEMORY_TOLERANCE = 0.05;

const FACTS = [
  ["name", (device: SourceDevice) => device.name],
  ["memory", (device: SourceDevice) => device.totalBytes],
  ["pci address", (device: SourceDevice) => device.pciAddress],
  ["ecc", (device: SourceDevice) => device.isEccEnabled],
  ["device id", (device: SourceDevice) => device.deviceId],
  ["unique id", (device: SourceDevice) => device.uniqueId],
] as const;

/** Compares everything that at least two sources say. Sources that could not be read say nothing. */
export function findDisagreements(sources: Readonly<Record<string, SourceReading>>): readonly Disagreement[] {
  const read = Object.entries(sources).flatMap(([source, reading]) =>
    reading.kind === "read" ? [{ source, ...reading }] : [],
  );
  const versions = said(read.map(({ source, driverVersion }) => [source, driverVersion]));
  const uuids = new Set(read.flatMap(({ devices }) => devices.map(({ uuid }) => uuid)));
  return [
    ...(isDisputed(versions) ? [{ subject: "driver", fact: "version", said: versions } as const] : []),
    ...[...uuids].toSorted().flatMap((uuid) => {
      const devices = read.flatMap(({ source, devices: listed, isSelection }) => {
        const device = listed.find((each) => each.uuid === uuid);
        return device === undefined && isSelection === true ? [] : [[source, device] as const];
      });
      return compareDevice(uuid, devices);
    }),
  ];
}

function compareDevice(
  uuid: string,
  devices: readonly (readonly [source: string, device: SourceDevice | undefined])[],
): readonly Disagreement[] {
  const presence = said(devices.map(([source, device]) => [source, device !== undefined]));
  const facts = FACTS.map(([fact, valueOf]) => {
    const values = said(devices.map(([source, device]) => [source, device && valueOf(device)]));
    return { subject: uuid, fact, said: values };
  });
  return [{ subject: uuid, fact: "presence" as const, said: presence }, ...facts].filter((each) =>
    isDisputed(each.said),
  );
}

type Said = Disagreement["said"];

function said(pairs: readonly (readonly [string, string | number | boolean | undefined])[]): Said {
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string | number | boolean] => pair[1] !== undefined),
  );
}

function isDisputed(values: Said): boolean {
  const [first, ...others] = Object.values(values);
  return others.some((other) => {
    if (typeof first !== "number" || typeof other !== "number") return other !== first;
    return Math.abs(other - first) > MEMORY_TOLERANCE * Math.max(first, other);
  });
}
