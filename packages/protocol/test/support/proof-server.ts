import { silentLogger, type Logger } from "@headframe/kit";
import {
  allowAnonymous,
  connect,
  createServer,
  PROOF_SERVICE,
  ProofClient,
  status,
  type GrpcServer,
  type GrpcServerOptions,
  type ProofServiceHandlers,
} from "@headframe/protocol";

/** Serves `Prove` on a free port. */
export async function startProofServer(
  prove: ProofServiceHandlers["Prove"],
  options: Partial<GrpcServerOptions> & { readonly logger?: Logger } = {},
): Promise<{ readonly server: GrpcServer; readonly address: string }> {
  const { logger = silentLogger, ...serverOptions } = options;
  const server = createServer({ authenticate: allowAnonymous, ...serverOptions }, { logger });
  const handlers = { Prove: prove } satisfies ProofServiceHandlers;
  server.addService(PROOF_SERVICE, handlers, { statuses: { "test/busy": status.RESOURCE_EXHAUSTED } });
  return { server, address: `127.0.0.1:${await server.listen("127.0.0.1", 0)}` };
}

export function proofClient(address: string, defer: (cleanUp: () => unknown) => void): ProofClient {
  const channel = connect(address);
  defer(() => channel.close());
  return new ProofClient(channel, { token: () => "token" });
}

/** All frames of a session, as text. */
export async function collectFrames(frames: AsyncIterable<{ readonly frame: Buffer }>): Promise<string[]> {
  const texts: string[] = [];
  for await (const { frame } of frames) texts.push(frame.toString());
  return texts;
}
