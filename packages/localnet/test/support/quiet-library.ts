import { afterAll, beforeAll, vi } from "vitest";

/** The library prints every refused transaction and runtime upgrade on the console by itself; tests that expect them are quiet. */
export function quietLibrary(): void {
  beforeAll(() => {
    vi.spyOn(console, "log").mockReturnValue();
    vi.spyOn(console, "error").mockReturnValue();
    vi.spyOn(console, "warn").mockReturnValue();
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });
}
