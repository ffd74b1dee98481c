import { status, type ServerInterceptingCallInterface } from "@grpc/grpc-js";
import { ProtocolError } from "../errors/protocol-error.js";

/** A status on its way to the peer. */
export type Status = Parameters<ServerInterceptingCallInterface["sendStatus"]>[0];

/**
 * Gives `sendOwn` every status that grpc-js has for `call` by itself, below all interceptors: such as that of a message
 * whose header says that it is too large, of which nothing is read. A status of ours goes by {@link sendStatus} then.
 *
 * grpc-js has no hook for these; it sends them by its call's own method, which is replaced. Should it ever send them
 * otherwise, they go out as it words them.
 */
export function takeOwnStatus(call: ServerInterceptingCallInterface, sendOwn: (own: Status) => void): void {
  call.sendStatus = sendOwn;
}

/** Sends a status by the method that {@link takeOwnStatus} hides. */
export function sendStatus(call: ServerInterceptingCallInterface, outgoing: Status): void {
  // Neither bound nor kept: this is done for every call.
  (Object.getPrototypeOf(call) as ServerInterceptingCallInterface).sendStatus.call(call, outgoing);
}

/** What grpc-js means by the status that it gave a call; `undefined` where it says enough by itself. */
export function toMessageTooLarge(
  { code, details }: Status,
  method: string,
  limitBytes: number,
): ProtocolError | undefined {
  const found =
    /^Received message (?:larger than max \((?<bytes>\d+) vs|that decompresses to a size larger)/.exec(
      details ?? "",
    );
  if (code !== status.RESOURCE_EXHAUSTED || found === null) return undefined;
  const bytes = found.groups?.["bytes"];
  const size = bytes === undefined ? "unpacked" : `${bytes} bytes`;
  return new ProtocolError(
    { code: "protocol/message-too-large", method, limitBytes },
    `the message (${size}) is larger than the ${limitBytes} bytes that ${method} takes`,
    { hint: "send less in one message: the limit is the server's, and counts what the message unpacks to" },
  );
}
