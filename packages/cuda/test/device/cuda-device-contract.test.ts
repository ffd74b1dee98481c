import { lacksCompiler } from "@headframe/testkit/cuda";
import { describeDevice } from "@headframe/testkit/pow";
import { describe } from "vitest";
import { openFakeDevices } from "../fake-driver.js";

describe.skipIf(lacksCompiler("the contract of devices"))("the contract of devices", () => {
  describeDevice("a GPU behind the fake driver", () => ({ device: openFakeDevices().open(0) }));
});
