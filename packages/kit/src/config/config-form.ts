import { z } from "zod";

/** What a key means to a reader where its zod type does not say it. */
export interface ConfigForm {
  readonly form: "duration" | "secret" | "size";
}

/** Forms of the types made by kit. Clones (`.describe()`, `.refine()`) inherit the entry of their parent. */
export const configForms = z.registry<ConfigForm>();
