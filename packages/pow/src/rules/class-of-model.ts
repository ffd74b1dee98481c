import { DEVICE_CLASSES, type DeviceClass } from "./device-classes.data.js";
import { MODEL_NAMES } from "./model-names.data.js";

/** The row of the class table for a name as drivers report it, exactly; `undefined` for every other model. */
export function classOfModel(
  name: string,
  classes: readonly DeviceClass[] = DEVICE_CLASSES,
): DeviceClass | undefined {
  const id = Object.hasOwn(MODEL_NAMES, name) ? MODEL_NAMES[name] : undefined;
  return classes.find((row) => row.id === id);
}
