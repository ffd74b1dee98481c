import { AppError } from "@headframe/kit";

/** Why the server did not take a call to its handler, whoever made it. */
export type ProtocolFailure =
  | {
      readonly code: "protocol/message-too-large";
      /** `package.Service/Method`. */
      readonly method: string;
      readonly limitBytes: number;
    }
  | {
      readonly code: "protocol/unknown-method";
      /** As the caller wrote it. */
      readonly method: string;
    };

/** A call that no service could have answered. */
export class ProtocolError extends AppError<ProtocolFailure> {}
