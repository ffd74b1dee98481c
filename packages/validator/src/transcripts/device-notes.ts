import type { PlannedDevice } from "../challenge/session-plan.js";
import type { DeviceNotes } from "./transcript-file.js";

/** What a transcript has to say about a device that its frames do not. */
export function toDeviceNotes({ device, deviceClass, source }: PlannedDevice): DeviceNotes {
  const { id, name, opsPerUs, bytesPerUs, hostLinkBytesPerUs } = deviceClass;
  return {
    name: device.name,
    totalBytes: device.totalBytes,
    class: { id, name, source, opsPerUs, bytesPerUs, hostLinkBytesPerUs },
  };
}
