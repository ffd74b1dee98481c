import { AppError } from "@headframe/kit";

/** Why the HTTP axon refused a request that the gRPC axon has no word for. */
export type HttpAxonFailure =
  | { readonly code: "http-axon/not-found"; readonly path: string }
  | { readonly code: "http-axon/bad-request"; readonly status: number }
  | { readonly code: "http-axon/scheme-too-weak"; readonly scheme: string };

/** An expected refusal of an HTTP request. */
export class HttpAxonError extends AppError<HttpAxonFailure> {}
