import { afterAll, beforeAll, vi } from "vitest";

/** The library prints every refused transaction on the console by itself; the tests that expect refusals are quiet. */
export function quietLibrary(): void {
  beforeAll(() => {
    vi.spyOn(console, "error").mockReturnValue();
    vi.spyOn(console, "warn").mockReturnValue();
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });
}
