import type { Chain, Unsubscribe } from "@headframe/chain";

/**
 * Resolves to the chain's best block once it is a later one than `block`, also after a lost connection came back.
 * Rejects with the signal's reason.
 */
export async function untilHeadAfter(chain: Chain, block: number, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  let unsubscribe: Unsubscribe | undefined;
  let onAbort: (() => void) | undefined;
  try {
    return await new Promise<number>((resolve, reject) => {
      const look = ({ number }: { readonly number: number }): void => {
        if (number > block) resolve(number);
      };
      onAbort = () => reject(signal.reason as Error);
      signal.addEventListener("abort", onAbort, { once: true });
      unsubscribe = chain.subscribeHeads(look);
      // It may have come before; while the connection is lost, it is the subscription that tells.
      chain.bestHead({ signal }).then(look, () => undefined);
    });
  } finally {
    unsubscribe?.();
    if (onAbort !== undefined) signal.removeEventListener("abort", onAbort);
  }
}
