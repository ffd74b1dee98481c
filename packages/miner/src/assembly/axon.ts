import { formatHostPort } from "@headframe/kit";
import { AxonKeeper } from "../axon/axon-keeper.js";
import { ExternalAddress } from "../axon/external-address.js";
import { SelfTest } from "../axon/self-test.js";
import { Challenges } from "../challenge/challenges.js";
import { HandBack } from "../challenge/hand-back.js";
import { ChallengeRepository } from "../db/challenge-repository.js";
import { AxonServer } from "../grpc/axon-server.js";
import type { Access } from "./access.js";
import type { Context } from "./context.js";
import type { FleetParts } from "./fleet.js";

/** What validators find, and how they find it. */
export interface AxonParts {
  readonly axon: AxonServer;
  readonly keeper: AxonKeeper;
  readonly selfTest: SelfTest;
  readonly log: ChallengeRepository;
}

export function buildAxon(context: Context, { fleet, connections }: FleetParts, access: Access): AxonParts {
  const { chain, clock, config, database, hotkey, metrics, uid } = context;
  const { bittensor } = config;
  const logger = context.logger.child({ component: "axon" });
  const log = new ChallengeRepository(database);
  const handBack = new HandBack({}, { fleet, logger });
  const axon = new AxonServer(
    {
      host: bittensor.axon_host,
      port: bittensor.axon_port,
      drainTimeoutMs: config.server.drain_timeout,
      hasReflection: config.server.reflection,
    },
    {
      authentication: access.authentication,
      tokens: access.tokens,
      fleet,
      connections,
      challenges: new Challenges({ fleet, handBack, log, observer: metrics.challenges, clock, logger }),
      handBack,
      addressOf: (executorId) => fleet.get(executorId).grpcAddress,
      axonEndpoint: () => {
        const { standing } = keeper;
        return standing === undefined ? "" : formatHostPort({ host: standing.ip, port: standing.port });
      },
      onStrangerRefused: (status) => metrics.onStrangerRefused("axon", status),
      onAuthentication: (outcome) => metrics.onAuthentication(outcome),
      requestTimeoutMs: config.validator_comms.request_timeout,
      clock,
      logger,
    },
  );
  const address = new ExternalAddress(
    {
      configured: bittensor.external_ip,
      network: bittensor.network,
      echoServices: bittensor.ip_echo_services,
    },
    { clock, logger },
  );
  const keeper = new AxonKeeper(
    {
      netuid: bittensor.netuid,
      uid,
      externalIp: (served, signal) => address.find(served, signal),
      port: () => axon.port,
    },
    { chain, hotkey, observer: metrics.axon, clock, logger },
  );
  const selfTest = new SelfTest(
    { published: () => (keeper.standing?.state === "published" ? keeper.standing : undefined) },
    { clock, logger },
  );
  return { axon, keeper, selfTest, log };
}
