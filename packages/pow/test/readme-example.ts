import { chooseParams, DEVICE_CLASSES, deadlinesOf, distanceAllowanceUs, neededBytes } from "@headframe/pow";

/** What an H200 at a distance of 5 ms is asked for, and how long it may take. */
export function planH200() {
  const h200 = DEVICE_CLASSES.find(({ name }) => name === "H200 SXM");
  if (h200 === undefined) throw new Error("the class table has no H200");
  const params = chooseParams({ class: h200, tier: "standard", rttUs: 5000 });
  const { d1Us, d2Us } = deadlinesOf(params, h200, distanceAllowanceUs(5000));
  return { memoryGiB: neededBytes(params) / 2 ** 30, fillMs: d1Us / 1000, walkMs: d2Us / 1000 };
}
