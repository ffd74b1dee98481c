import { openCudaDevices } from "@headframe/cuda";

/** What the first GPU of this box is, and how much of its memory is free, in GiB. */
export async function describeFirstGpu(library?: string) {
  const devices = openCudaDevices({ library }); // throws a CudaError whose hint is the remedy
  const { name, freeBytes } = await devices.open(0).claim(new AbortController().signal);
  return `${name}: ${Number(freeBytes) / 2 ** 30} GiB free, of ${devices.count()} GPUs`;
}
