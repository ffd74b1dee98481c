import { hasCompiler } from "@headframe/testkit/cuda";
import { describeDevice } from "@headframe/testkit/pow";
import { describe } from "vitest";
import { openFakeDevices } from "../fake-driver.js";

describe.skipIf(!hasCompiler())("the contract of devices", () => {
  describeDevice("a GPU behind the fake driver", () => ({ device: openFakeDevices().open(0) }));
});
