import { keypairFromSeed } from "@headframe/chain";
import { silentLogger } from "@headframe/kit";
import { CheckScheduler } from "../../src/fleet/check-scheduler.js";
import type { CheckResult, HealthRules } from "../../src/fleet/health.js";
import { Fleet, type FleetEntry } from "../../src/fleet/fleet.js";
import type { FleetStore, HealthChange, StoredExecutor } from "../../src/fleet/store.js";
import { FakePeer } from "./fake-peer.js";
import { ManualClock } from "./manual-clock.js";

/** The fleet's store in memory. */
export class MemoryFleetStore implements FleetStore {
  readonly stored = new Map<string, StoredExecutor>();
  readonly changes: HealthChange[] = [];

  async executors(): Promise<readonly StoredExecutor[]> {
    return [...this.stored.values()];
  }

  async saveExecutor(executor: StoredExecutor): Promise<void> {
    this.stored.set(executor.executorId, executor);
  }

  async removeExecutor(executorId: string): Promise<void> {
    this.stored.delete(executorId);
  }

  async saveHealth(executor: StoredExecutor, change: HealthChange | undefined): Promise<void> {
    if (!this.stored.has(executor.executorId)) return;
    this.stored.set(executor.executorId, executor);
    if (change !== undefined) this.changes.push(change);
  }
}

export const MINER_HOTKEY = keypairFromSeed(new Uint8Array(32).fill(1));
export const GENESIS = new Uint8Array(32).fill(0x11);
export const INTERVAL_MS = 30_000;
export const HEARTBEAT_MS = 10_000;

export interface FleetFixtureOptions {
  readonly rules?: Partial<HealthRules>;
  readonly store?: MemoryFleetStore;
  readonly clock?: ManualClock;
  readonly timeoutMs?: number;
}

/** A fleet of fake peers with a clock that stands still. */
export function makeFleet({
  rules = {},
  store = new MemoryFleetStore(),
  clock = new ManualClock(),
  timeoutMs = 1000,
}: FleetFixtureOptions = {}) {
  const peers = new Map<string, FakePeer>();
  const checks: CheckResult["kind"][] = [];
  const healthRules = { maxAttempts: 3, autoRecovery: true, ...rules };
  const observer = {
    onCheck: (kind: CheckResult["kind"]) => void checks.push(kind),
    onHealthChange: () => undefined,
  };
  const fleet = new Fleet(healthRules, {
    store,
    connect: (executorId) => {
      const peer = peers.get(executorId) ?? new FakePeer();
      peers.set(executorId, peer);
      return peer;
    },
    clock,
    logger: silentLogger,
    observer,
  });
  const scheduler = new CheckScheduler(
    {
      intervalMs: INTERVAL_MS,
      timeoutMs,
      maxAttempts: healthRules.maxAttempts,
      heartbeatIntervalMs: HEARTBEAT_MS,
    },
    {
      fleet,
      delegator: { hotkey: MINER_HOTKEY, genesisHash: GENESIS },
      clock,
      logger: silentLogger,
      observer,
    },
  );
  const peer = (executorId: string): FakePeer => {
    const found = peers.get(executorId);
    if (found === undefined) throw new Error(`no peer ${executorId}`);
    return found;
  };
  /** Lets the due checks run to their end. */
  const tick = async (): Promise<void> => {
    scheduler.tick();
    await scheduler.idle();
  };
  return { fleet, scheduler, store, clock, peers, peer, checks, tick };
}

/** A fleet entry named after the id. */
export function entry(executorId: string): FleetEntry {
  return { executorId, alias: `alias-${executorId}`, grpcAddress: `${executorId}:50051` };
}
