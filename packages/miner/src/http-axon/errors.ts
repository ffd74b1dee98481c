import { AppError } from "@headframe/kit";

/** Why a request of the HTTP axon was refused before anybody asked who sent it. */
export type HttpAxonFailure =
  | { readonly code: "http-axon/not-found"; readonly path: string }
  | { readonly code: "http-axon/bad-request"; readonly status: number };

/** An expected refusal of an HTTP request. */
export class HttpAxonError extends AppError<HttpAxonFailure> {}
