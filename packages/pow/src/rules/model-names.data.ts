/**
 * Names under which drivers report the models of the class table (GPOW-1, section 18), to the row of the table.
 *
 * Exact names only: an "RTX 3090 Ti", an "L40" or an "H100 NVL" is another card with other rates, and guessing one
 * would either fail honest owners or let slow cards pass. Whatever is not here counts as an unknown model.
 */
export const MODEL_NAMES: Readonly<Record<string, number>> = {
  "Tesla T4": 1,
  "NVIDIA T4": 1,
  "NVIDIA GeForce RTX 3090": 2,
  "NVIDIA L4": 3,
  "NVIDIA GeForce RTX 4090": 4,
  "NVIDIA GeForce RTX 5090": 5,
  "NVIDIA A100-SXM4-40GB": 6,
  "NVIDIA A100-SXM4-80GB": 7,
  "NVIDIA L40S": 8,
  "NVIDIA H100 PCIe": 9,
  "NVIDIA H100 80GB HBM3": 10,
  "NVIDIA H200": 11,
  "NVIDIA B200": 12,
};
