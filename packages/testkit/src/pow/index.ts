export {
  breakDevice,
  changeOpenings,
  hangDevice,
  MEMORY_DROPPED,
  openOthers,
  replayDevice,
  shareDevice,
  STRIPS_NOT_COMPUTED,
  WALK_INVENTED,
  wrapDevice,
} from "./cheating-devices.js";
export { describeDevice, type DeviceUnderTest } from "./describe-device.js";
export { proveOnce } from "./device-work.js";
export { LAB_PARAMS, LAB_RATES, labUuid } from "./lab-params.js";
export { ManualTime } from "./manual-time.js";
export {
  createTransportPair,
  type FrameTamper,
  type TransportPair,
  type TransportPairOptions,
} from "./memory-transport.js";
export { createParties, verifyEd25519Hotkey, type Parties, type PartiesOptions } from "./parties.js";
export { labRequest, startSession, type Session, type SessionOptions } from "./session-harness.js";
export { verifyHotkey } from "./verify-hotkey.js";
