// cspell:ignore privs
import { join } from "node:path";
import { readFact } from "./read-fact.js";

/** How far this process is shut in, as the kernel tells the process itself. Absent: it does not say. */
export interface IsolationFacts {
  /** What speaks for a container; empty: nothing does. */
  readonly containerSigns: readonly string[];
  /** What speaks for a virtual machine; empty: nothing does. */
  readonly virtualMachineSigns: readonly string[];
  readonly effectiveUserId: number | undefined;
  /** CAP_SYS_ADMIN is held: as root on the host, or in a container with --privileged. */
  readonly hasSystemAdministration: boolean | undefined;
  /** 0 off, 1 strict, 2 filter. */
  readonly seccompMode: number | undefined;
  readonly hasNoNewPrivileges: boolean | undefined;
  /** User ids inside are other ones outside. */
  readonly hasUserNamespace: boolean | undefined;
}

const CAP_SYS_ADMIN = 21n;
const CONTAINER_CGROUP = /docker|containerd|kubepods|libpod|lxc|machine\.slice/;
/** The identity mapping of a process in the first user namespace. */
const NO_MAPPING = /^\s*0\s+0\s+4294967295\s*$/;
const HYPERVISOR_VENDOR =
  /qemu|kvm|vmware|virtualbox|innotek|xen|microsoft corporation|amazon ec2|google|openstack|cloud|parallels/i;

/** @param root where `/proc`, `/sys` and `/run` are. */
export async function readIsolationFacts(root = "/"): Promise<IsolationFacts> {
  const status = await readFact(join(root, "proc/self/status"));
  const field = (name: string): string | undefined =>
    status?.match(new RegExp(`^${name}:\\s*(\\S+)`, "m"))?.[1];
  const capabilities = field("CapEff");
  const uidMap = await readFact(join(root, "proc/self/uid_map"));
  return {
    containerSigns: await findContainerSigns(root),
    virtualMachineSigns: await findVirtualMachineSigns(root),
    effectiveUserId: toNumber(status?.match(/^Uid:\s*\d+\s+(\d+)/m)?.[1]),
    hasSystemAdministration:
      capabilities === undefined ? undefined : ((BigInt(`0x${capabilities}`) >> CAP_SYS_ADMIN) & 1n) === 1n,
    seccompMode: toNumber(field("Seccomp")),
    hasNoNewPrivileges: toFlag(field("NoNewPrivs")),
    hasUserNamespace: uidMap === undefined ? undefined : !NO_MAPPING.test(uidMap),
  };
}

async function findContainerSigns(root: string): Promise<readonly string[]> {
  const cgroup = await readFact(join(root, "proc/self/cgroup"));
  const mounts = await readFact(join(root, "proc/self/mountinfo"));
  return [
    (await readFact(join(root, ".dockerenv"))) !== undefined && "/.dockerenv is there",
    (await readFact(join(root, "run/.containerenv"))) !== undefined && "/run/.containerenv is there",
    CONTAINER_CGROUP.test(cgroup ?? "") && "the control group is a container's",
    / \/ \/ .* - overlay /.test(mounts ?? "") && "the root file system is an overlay",
  ].filter((sign) => sign !== false);
}

async function findVirtualMachineSigns(root: string): Promise<readonly string[]> {
  const cpuinfo = await readFact(join(root, "proc/cpuinfo"));
  const vendor = (await readFact(join(root, "sys/class/dmi/id/sys_vendor")))?.trim();
  const product = (await readFact(join(root, "sys/class/dmi/id/product_name")))?.trim();
  const board = [vendor, product].filter((text) => text !== undefined).join(" ");
  return [
    /^flags\s*:.*\bhypervisor\b/m.test(cpuinfo ?? "") && "the CPU reports a hypervisor",
    HYPERVISOR_VENDOR.test(board) && `the machine calls itself ${board}`,
  ].filter((sign) => sign !== false);
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function toFlag(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === "1";
}
