export { heapBytes } from "./heap.js";
export { median, ratioTo, type Measurement } from "./measurement.js";
