import { AppError } from "@headframe/kit";

export type DemoFailure =
  /** A process of the demo ended before it was ready. */
  | { readonly code: "demo/process-ended"; readonly process: string }
  /** A process of the demo runs but does not become ready. */
  | { readonly code: "demo/not-ready"; readonly process: string };

/** The demo could not be set up on this machine. */
export class DemoError extends AppError<DemoFailure> {}
