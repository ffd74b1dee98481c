import { systemStorage } from "../runtime/pallets/system.js";
import { RUNTIME_VERSION } from "../runtime/version.js";
import type { StorageReader } from "../state/storage.js";

/** The version of the runtime that this state belongs to: it rises with each upgrade, its rules stay. */
export function runtimeVersionOf(storage: StorageReader): typeof RUNTIME_VERSION {
  const { spec_version } = storage.get(systemStorage.LastRuntimeUpgrade) ?? RUNTIME_VERSION;
  return { ...RUNTIME_VERSION, spec_version };
}
