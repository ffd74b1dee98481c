import { AppError } from "@headframe/kit";

/** What is wrong with a call itself. */
export type RequestFailure =
  | { readonly code: "executor/invalid-request"; readonly field: string }
  | { readonly code: "executor/not-offered"; readonly method: string }
  | { readonly code: "executor/not-your-executor" };

/** A call that cannot be served, whatever the executor's state. */
export class RequestError extends AppError<RequestFailure> {}
