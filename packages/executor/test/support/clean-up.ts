import { afterAll, onTestFinished } from "vitest";

/** Takes what is to be done once something is not needed any more. */
export type CleanUp = (work: () => void | Promise<void>) => void;

/** For what one test makes. */
export const afterThisTest: CleanUp = (work) => onTestFinished(work);

/** For what several tests share. Call it inside `describe`; the last thing made goes first. */
export function afterAllTests(): CleanUp {
  const pending: (() => void | Promise<void>)[] = [];
  afterAll(async () => {
    for (const work of pending.toReversed()) await work();
  });
  return (work) => void pending.push(work);
}
