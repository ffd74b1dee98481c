import type { z } from "zod";
import { checkConfig } from "./rules.js";
import { sectionsSchema } from "./sections.js";

/** Everything that a miner can be told, and what of it goes together. */
export const configSchema = sectionsSchema.superRefine(checkConfig);

/** The configuration in effect. */
export type MinerConfig = z.output<typeof configSchema>;
