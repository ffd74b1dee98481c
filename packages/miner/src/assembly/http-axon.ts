import { ReplayMemory, RequestVerifier } from "@headframe/chain";
import type { Service } from "@headframe/kit";
import { ReplayRepository } from "../db/replay-repository.js";
import type { Fleet } from "../fleet/fleet.js";
import { HttpAxon } from "../http-axon/http-axon.js";
import type { Access } from "./access.js";
import type { Context } from "./context.js";

/** The HTTP axon, and the nonces that were used there. */
export interface HttpAxonParts {
  readonly server: HttpAxon;
  readonly replays: ReplayRepository;
  /** In the order in which they start. */
  readonly services: readonly Service[];
}

/** `undefined` when it is off. */
export function buildHttpAxon(
  { clock, config, database, hotkey, logger, metrics }: Context,
  fleet: Fleet,
  { authentication, verify }: Access,
): HttpAxonParts | undefined {
  const { bittensor, http_axon: http, security, validator_comms: comms } = config;
  if (!http.enabled) return undefined;
  const replays = new ReplayRepository(database, { memory: new ReplayMemory({ clock }) });
  const requests = new RequestVerifier(
    { receiver: hotkey.ss58, schemes: ["btauth/1", "epistula/2"] },
    {
      replays,
      verify: security.verify_signatures ? verify : () => Promise.resolve(true),
      clock,
    },
  );
  const server = new HttpAxon(
    {
      host: bittensor.axon_host,
      port: http.port,
      minerHotkey: hotkey.ss58,
      requestTimeoutMs: comms.request_timeout,
    },
    {
      authentication,
      requests,
      fleet,
      onAuthentication: (outcome) => metrics.onAuthentication(outcome),
      logger: logger.child({ component: "http-axon" }),
    },
  );
  const memory: Service = {
    name: "used requests",
    start: () => replays.restore(clock.nowMs()),
    stop: () => Promise.resolve(),
  };
  return { server, replays, services: [memory, server] };
}
