import { errorCode } from "@headframe/kit";
import { expect, test } from "vitest";
import { GroupCommit } from "../../src/db/group-commit.js";

function make(commit: (items: readonly number[]) => Promise<void>, maxWaiting = 100): GroupCommit<number> {
  return new GroupCommit({ commit, maxWaiting });
}

test("commits together what arrives together, and what arrived meanwhile next", async () => {
  const groups: (readonly number[])[] = [];
  const commits = make(async (items) => void groups.push(items));
  await Promise.all([1, 2, 3].map((item) => commits.add(item)));
  const first = commits.add(4);
  await Promise.resolve();
  await Promise.resolve();
  await Promise.all([first, commits.add(5), commits.add(6)]);
  expect(groups).toEqual([[1, 2, 3], [4], [5, 6]]);
});

test("tells everybody in a group that failed, and goes on with the next", async () => {
  const commits = make((items) => (items.includes(13) ? Promise.reject(new Error("no")) : Promise.resolve()));
  const results = await Promise.allSettled([commits.add(12), commits.add(13)]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(commits.add(14)).resolves.toBeUndefined();
});

test("refuses what would wait behind too many", async () => {
  const commits = make(() => Promise.resolve(), 2);
  const waiting = [commits.add(1), commits.add(2)];
  const refused = await commits.add(3).catch((error: unknown) => errorCode(error));
  expect(refused).toBe("database/overloaded");
  await Promise.all(waiting);
});
