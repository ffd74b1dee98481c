import type { KeyObject } from "node:crypto";
import type { Clock } from "@headframe/kit";
import {
  EnrolmentClient,
  ENROLMENT_SERVICE,
  EXECUTOR_ISSUER,
  type GrpcChannel,
  JwtSigner,
  methodNames,
  MINER_AUDIENCE,
  NO_RETRY,
  TokenSource,
} from "@headframe/protocol";
import type { MinerContact } from "../fleet/enrolment.js";

export interface MinerContactOptions {
  readonly installationId: string;
  /** Name in the miner's fleet. */
  readonly alias: string;
  /** host:port under which the miner reaches this executor. */
  readonly advertisedAddress: string;
  readonly version: string;
  /** The secret shared with the miner. */
  readonly key: KeyObject;
  /** Deadline of each call. */
  readonly timeoutMs: number;
}

/** A miner's enrolment service, over gRPC. Calls are not tried twice: `Enrolment` has its own schedule. */
export function grpcMinerContact(
  channel: GrpcChannel,
  options: MinerContactOptions,
  { clock }: { readonly clock: Clock },
): MinerContact {
  const { installationId, alias, advertisedAddress, version, key, timeoutMs } = options;
  const signer = new JwtSigner({ key, issuer: EXECUTOR_ISSUER }, { clock });
  const tokens = new TokenSource(signer, { subject: installationId }, { clock });
  const token = tokens.provider({ audience: MINER_AUDIENCE, scope: methodNames(ENROLMENT_SERVICE) });
  const client = new EnrolmentClient(channel, { token });
  const call = (signal: AbortSignal) => ({ deadlineMs: timeoutMs, retry: NO_RETRY, signal });
  return {
    async enrol(signal) {
      const request = { installationId, alias, grpcAddress: advertisedAddress, version };
      const { executorId, heartbeatIntervalMs } = await client.enrol(request, call(signal));
      return { executorId, heartbeatIntervalMs: Number(heartbeatIntervalMs) };
    },
    heartbeat: (executorId, signal) => client.heartbeat({ executorId, installationId }, call(signal)),
    close: () => channel.close(),
  };
}
