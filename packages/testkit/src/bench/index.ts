export { median, ratioTo, type Measurement } from "./measurement.js";
