import { type FleetServiceHandlers, unary } from "@headframe/protocol";
import type { Fleet } from "../fleet/fleet.js";
import { fromExecutorView } from "./convert.js";

/** Handlers of `FleetService`: what validators may know of the fleet. */
export function fleetHandlers({ fleet }: { readonly fleet: Fleet }): FleetServiceHandlers {
  return {
    ListExecutors: unary(() => ({ executors: fleet.list().map(fromExecutorView) })),
  } satisfies FleetServiceHandlers;
}
