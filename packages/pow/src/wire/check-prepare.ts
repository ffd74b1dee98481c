import { hotkeySchemeOf } from "../delegation.js";
import { parseParams, type PowParams } from "../rules/params.js";
import { fitsHardLimits } from "../rules/timing.js";
import type { GpuSpec, PrepareMessage } from "./message.js";

/** The most GPUs in one session. */
export const MAX_GPUS = 16;
const EXECUTOR_ID = /^[\x21-\x7e]{1,64}$/u;

/** One slot of a Prepare whose rules all hold. */
export interface CheckedSpec extends GpuSpec {
  readonly parsed: PowParams;
}

/** Whether this can name an executor: 1…64 printable ASCII characters (section 2). */
export function isExecutorId(text: string): boolean {
  return EXECUTOR_ID.test(text);
}

/** The slots of a Prepare, or `undefined` if it breaks one of the rules that evaluation checks (section 13.2). */
export function checkPrepare(prepare: PrepareMessage): readonly CheckedSpec[] | undefined {
  const { gpus } = prepare;
  if (gpus.length < 1 || gpus.length > MAX_GPUS) return undefined;
  if (!isExecutorId(prepare.executorId)) return undefined;
  if (hotkeySchemeOf(prepare.validatorScheme) === undefined) return undefined;
  if (hotkeySchemeOf(prepare.minerScheme) === undefined) return undefined;

  const checked: CheckedSpec[] = [];
  for (const spec of gpus) {
    const previous = checked.at(-1);
    if (previous !== undefined && Buffer.compare(previous.uuid, spec.uuid) >= 0) return undefined;
    const parsed = parseParams(spec.params);
    if (!parsed.ok || spec.opsPerUs < 1 || spec.bytesPerUs < 1 || spec.zero !== 0) return undefined;
    if (!fitsHardLimits(parsed.params, spec)) return undefined;
    checked.push({ ...spec, parsed: parsed.params });
  }
  return checked;
}
