import { errorMessage } from "../errors/app-error.js";
import { linkSignal, TimeoutError } from "../time/link-signal.js";
import type { Service } from "./service.js";

export interface RunServicesOptions {
  /** Stops everything when it fires. */
  readonly signal: AbortSignal;
  /** The longest one service may take to stop; then the next one is stopped all the same. */
  readonly stopTimeoutMs: number;
  /** A service that failed to stop, or did not stop in time. */
  readonly onStopError: (service: string, error: unknown) => void;
  /** Called when all have started. */
  readonly onReady?: () => void;
}

/**
 * Starts `services` in order, waits for the signal, and stops them in reverse order.
 *
 * If one fails to start, those before it (and it) are stopped and its error is thrown. Resolves once everything has
 * stopped.
 */
export async function runServices(services: readonly Service[], options: RunServicesOptions): Promise<void> {
  const { signal, onReady } = options;
  const touched: Service[] = [];
  try {
    for (const service of services) {
      if (signal.aborted) break;
      touched.push(service);
      await service.start(signal);
    }
    if (!signal.aborted) {
      onReady?.();
      await aborted(signal);
    }
  } catch (error) {
    // A start that was cut short by the signal is an ordinary stop, not a failure.
    if (!signal.aborted) throw error;
  } finally {
    for (const service of touched.toReversed()) await stopWithin(service, options);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function stopWithin(service: Service, options: RunServicesOptions): Promise<void> {
  const limit = linkSignal(undefined, options.stopTimeoutMs);
  try {
    await Promise.race([
      service.stop(),
      aborted(limit.signal).then(() => Promise.reject(new TimeoutError(options.stopTimeoutMs))),
    ]);
  } catch (error) {
    options.onStopError(service.name, error instanceof Error ? error : new Error(errorMessage(error)));
  } finally {
    limit.release();
  }
}
