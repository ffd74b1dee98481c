import { AppError } from "@headframe/kit";

/** Why a server could not start. */
export type ServerFailure =
  | { readonly code: "server/address-in-use"; readonly address: string }
  | { readonly code: "server/address-not-available"; readonly address: string }
  | { readonly code: "server/port-not-permitted"; readonly address: string }
  | { readonly code: "server/cannot-listen"; readonly address: string };

export class ServerError extends AppError<ServerFailure> {}

/** Makes sense of what grpc-js says when it cannot bind: it gives a text with the system's code in it. */
export function toServerError(error: Error, address: string): ServerError {
  const options = { cause: error };
  if (error.message.includes("EADDRINUSE")) {
    return new ServerError(
      { code: "server/address-in-use", address },
      `another program listens on ${address}`,
      {
        ...options,
        hint: "stop that program, or choose another port",
      },
    );
  }
  if (error.message.includes("EADDRNOTAVAIL") || error.message.includes("ENOTFOUND")) {
    return new ServerError(
      { code: "server/address-not-available", address },
      `this machine has no address ${address}`,
      {
        ...options,
        hint: "listen on 0.0.0.0, or on an address of this machine",
      },
    );
  }
  if (error.message.includes("EACCES")) {
    return new ServerError(
      { code: "server/port-not-permitted", address },
      `no permission to listen on ${address}`,
      {
        ...options,
        hint: "choose a port above 1023",
      },
    );
  }
  return new ServerError(
    { code: "server/cannot-listen", address },
    `cannot listen on ${address}: ${error.message}`,
    {
      ...options,
      hint: "check host and port",
    },
  );
}
