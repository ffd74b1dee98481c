import { once } from "node:events";
import { connect, type IncomingHttpHeaders } from "node:http2";

/** What a server answered to a tool that has no token. */
export interface ListedServices {
  /** 0 is OK, 12 UNIMPLEMENTED. */
  readonly status: number;
  /** The answer as it came; names of services are readable in it. */
  readonly text: string;
}

const REFLECTION = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";

/** One message of 3 bytes, uncompressed: `ServerReflectionRequest{ list_services = 7: "*" }`. */
const LIST_ALL = Buffer.from([0, 0, 0, 0, 3, 0x3a, 0x01, 0x2a]);

/** Asks the gRPC server at `host:port` for its services, as grpcurl does. */
export async function listServices(address: string): Promise<ListedServices> {
  const session = connect(`http://${address}`);
  try {
    const stream = session.request({
      ":method": "POST",
      ":path": REFLECTION,
      "content-type": "application/grpc",
      te: "trailers",
    });
    let status: unknown;
    const received: Buffer[] = [];
    // Of a call that fails at once there are headers alone.
    const note = (headers: IncomingHttpHeaders): void => {
      status = headers["grpc-status"] ?? status;
    };
    stream.on("response", note).on("trailers", note);
    stream.on("data", (data: Buffer) => received.push(data));
    stream.end(LIST_ALL);
    await once(stream, "close");
    return { status: Number(status), text: Buffer.concat(received).toString("latin1") };
  } finally {
    session.close();
  }
}
