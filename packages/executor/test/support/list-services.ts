import { once } from "node:events";
import { connect, type IncomingHttpHeaders } from "node:http2";

/** The one method of reflection. */
export const REFLECTION = "grpc.reflection.v1.ServerReflection/ServerReflectionInfo";

/** What a tool such as grpcurl is told. */
export interface ListedServices {
  /** Status of the call: 0 is OK, 16 UNAUTHENTICATED. */
  readonly status: number;
  readonly errorCode: string | undefined;
  /** The answer as it came; names of services are readable in it. */
  readonly text: string;
}

/** One message of 3 bytes, uncompressed: `ServerReflectionRequest{ list_services = 7: "*" }`. */
const LIST_ALL = Buffer.from([0, 0, 0, 0, 3, 0x3a, 0x01, 0x2a]);

/** Asks an executor for its services, with or without a token. */
export async function listServices(grpcPort: number, token?: string): Promise<ListedServices> {
  const session = connect(`http://127.0.0.1:${grpcPort}`);
  try {
    const stream = session.request({
      ":method": "POST",
      ":path": `/${REFLECTION}`,
      "content-type": "application/grpc",
      te: "trailers",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    });
    let last: IncomingHttpHeaders = {};
    const received: Buffer[] = [];
    // Of a call that fails at once there are headers alone.
    const note = (headers: IncomingHttpHeaders): void => {
      last = { ...last, ...headers };
    };
    stream.on("response", note).on("trailers", note);
    stream.on("data", (data: Buffer) => received.push(data));
    stream.end(LIST_ALL);
    await once(stream, "close");
    const errorCode = last["error-code"];
    return {
      status: Number(last["grpc-status"]),
      errorCode: typeof errorCode === "string" ? errorCode : undefined,
      text: Buffer.concat(received).toString("latin1"),
    };
  } finally {
    session.close();
  }
}
