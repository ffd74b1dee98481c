// cspell:ignore privs
import { describe, expect, it } from "vitest";
import { readHostFacts } from "../../src/host/host-facts.js";
import { readIsolationFacts } from "../../src/host/isolation-facts.js";
import { fakeTree } from "../support/fake-tree.js";

/** `/proc/self/status` as far as it is read. */
function status(capabilities: string): string {
  return `Name:\tnode\nUid:\t0\t1000\t0\t0\nCapEff:\t${capabilities}\nNoNewPrivs:\t1\nSeccomp:\t2\n`;
}

describe("the facts of the host", () => {
  it("name its system and its boot", async () => {
    const root = fakeTree({
      "etc/os-release": 'NAME="Ubuntu"\nPRETTY_NAME="Ubuntu 24.04.1 LTS"\n',
      "proc/sys/kernel/random/boot_id": "7b0c1f3e-58f0-4a6e-9d5b-0f1e2d3c4b5a\n",
    });
    expect(await readHostFacts(root)).toMatchObject({
      operatingSystem: "Ubuntu 24.04.1 LTS",
      bootId: "7b0c1f3e-58f0-4a6e-9d5b-0f1e2d3c4b5a",
      cpuThreads: expect.any(Number),
    });
  });

  it("are absent where nothing can be read", async () => {
    const root = fakeTree({});
    expect(await readHostFacts(root)).toMatchObject({ operatingSystem: undefined, bootId: undefined });
    expect(await readIsolationFacts(root)).toEqual({
      containerSigns: [],
      virtualMachineSigns: [],
      effectiveUserId: undefined,
      hasSystemAdministration: undefined,
      seccompMode: undefined,
      hasNoNewPrivileges: undefined,
      hasUserNamespace: undefined,
    });
  });
});

describe("the facts of isolation", () => {
  it("tell a container with few rights in a virtual machine", async () => {
    const root = fakeTree({
      ".dockerenv": "",
      "proc/self/cgroup": "0::/system.slice/docker-0123.scope\n",
      "proc/self/status": status("00000000a80425fb"),
      "proc/self/uid_map": "         0     100000      65536\n",
      "proc/cpuinfo": "processor\t: 0\nflags\t\t: fpu vme hypervisor lahf_lm\n",
      "sys/class/dmi/id/sys_vendor": "QEMU\n",
      "sys/class/dmi/id/product_name": "Standard PC\n",
    });
    expect(await readIsolationFacts(root)).toEqual({
      containerSigns: ["/.dockerenv is there", "the control group is a container's"],
      virtualMachineSigns: ["the CPU reports a hypervisor", "the machine calls itself QEMU Standard PC"],
      effectiveUserId: 1000,
      hasSystemAdministration: false,
      seccompMode: 2,
      hasNoNewPrivileges: true,
      hasUserNamespace: true,
    });
  });

  it("tell all rights on bare metal", async () => {
    const root = fakeTree({
      "proc/self/cgroup": "0::/user.slice/user-1000.slice/session-1.scope\n",
      "proc/self/status": status("000001ffffffffff"),
      "proc/self/uid_map": "         0          0 4294967295\n",
      "proc/cpuinfo": "flags\t\t: fpu vme lahf_lm\n",
      "sys/class/dmi/id/sys_vendor": "Supermicro\n",
    });
    expect(await readIsolationFacts(root)).toMatchObject({
      containerSigns: [],
      virtualMachineSigns: [],
      hasSystemAdministration: true,
      hasUserNamespace: false,
    });
  });
});
