import { Secret, silentLogger } from "@headframe/kit";
import {
  bearerAuthentication,
  connect,
  createServer,
  EXECUTOR_SERVICE,
  ExecutorClient,
  JwtSigner,
  JwtVerifier,
  methodNames,
  secretKey,
  status,
  TokenSource,
  unary,
  type Authenticate,
  type CallContext,
  type ExecutorServiceHandlers,
  type GetStatusResponse,
  type GrpcChannel,
  type GrpcServer,
  type GrpcServerDeps,
  type GrpcServerOptions,
} from "@headframe/protocol";

export const SECRET = new Secret("correct horse battery staple, and then some");
export const EXECUTOR_ID = "5f0c6a52-7b1e-4f5e-9a2d-0a6e2f7d9c11";
export const MINER_HOTKEY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

export type StatusHandler = (call: CallContext) => Promise<GetStatusResponse> | GetStatusResponse;

export interface TestServer {
  readonly server: GrpcServer;
  readonly address: string;
  readonly port: number;
}

/** Lets miners in, as an executor's server does. */
export const minersOnly: Authenticate = bearerAuthentication({
  verifier: new JwtVerifier({ keys: [secretKey(SECRET)], issuer: "headframe-miner", audience: EXECUTOR_ID }),
  toCaller: ({ subject, audience, tokenId }) => ({
    kind: "miner",
    hotkey: subject,
    executorId: audience,
    tokenId,
  }),
});

/** An executor's server on a free port, with one interesting method. */
export async function startExecutorServer(
  getStatus: StatusHandler,
  options: Partial<GrpcServerOptions & GrpcServerDeps> & { readonly port?: number } = {},
): Promise<TestServer> {
  const { logger = silentLogger, port = 0, ...rest } = options;
  const server = createServer({ authenticate: minersOnly, ...rest }, { ...rest, logger });
  const handlers = {
    Adopt: unary(() => ({})),
    InstallDelegation: unary(() => ({})),
    GetStatus: unary((_request, call) => getStatus(call)),
  } satisfies ExecutorServiceHandlers;
  server.addService(EXECUTOR_SERVICE, handlers, { statuses: { "test/busy": status.FAILED_PRECONDITION } });
  const boundPort = await server.listen("127.0.0.1", port);
  return { server, port: boundPort, address: `127.0.0.1:${boundPort}` };
}

/** Tokens as a miner makes them. */
export function minerTokens(): () => string {
  const signer = new JwtSigner({ key: secretKey(SECRET), issuer: "headframe-miner" });
  const scope = methodNames(EXECUTOR_SERVICE);
  return new TokenSource(signer, { subject: MINER_HOTKEY }).provider({ audience: EXECUTOR_ID, scope });
}

export function executorClient(address: string): { client: ExecutorClient; channel: GrpcChannel } {
  const channel = connect(address);
  return { channel, client: new ExecutorClient(channel, { token: minerTokens() }) };
}
