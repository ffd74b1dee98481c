import type { Finding, MinerReport } from "../report/challenge-report.js";

/**
 * Devices that two executors list under the same UUID.
 *
 * A UUID is a claim, so this decides nothing: if both were accepted in the same moment, both had a device. But two
 * entries for one box are a mistake that somebody wants to know about.
 */
export function findSameDevices(miners: readonly MinerReport[]): readonly Finding[] {
  const holders = new Map<string, string[]>();
  for (const { hotkey, executors } of miners) {
    for (const { alias, session } of executors) {
      for (const { uuid } of session?.devices ?? []) {
        holders.set(uuid, [...(holders.get(uuid) ?? []), `executor ${alias} of miner ${hotkey}`]);
      }
    }
  }
  return [...holders]
    .filter(([, names]) => names.length > 1)
    .map(([uuid, names]) => ({
      code: "run/same-device-twice" as const,
      message: `device ${uuid} is listed by ${names.join(" and by ")}`,
    }));
}
