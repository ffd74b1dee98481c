import { sleep } from "@headframe/kit";

const POLL_INTERVAL_MS = 50;

/**
 * Asks again and again until there is an answer, for what nothing tells us of. Rejects with `what` and with what
 * `explain` says when it takes too long.
 */
export async function waitUntil(
  what: string,
  isTrue: () => Promise<boolean> | boolean,
  {
    limitMs = 30_000,
    explain = () => "",
  }: { readonly limitMs?: number; readonly explain?: () => string } = {},
): Promise<void> {
  const deadlineMs = Date.now() + limitMs;
  while (!(await isTrue())) {
    if (Date.now() > deadlineMs) throw new Error(`waited ${limitMs} ms in vain until ${what}\n${explain()}`);
    await sleep(POLL_INTERVAL_MS);
  }
}
