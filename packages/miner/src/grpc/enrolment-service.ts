import {
  type CallContext,
  type EnrolmentServiceHandlers,
  type EnrolRequest__Output,
  type HeartbeatRequest__Output,
  unary,
} from "@headframe/protocol";
import type { Enrolment } from "../fleet/enrolment.js";
import { FleetError } from "../fleet/errors.js";

/** Handlers of `EnrolmentService`: executors that dial out. */
export function enrolmentHandlers({
  enrolment,
}: {
  readonly enrolment: Enrolment;
}): EnrolmentServiceHandlers {
  return {
    Enrol: unary(async (request: EnrolRequest__Output, call) => {
      assertSelf(request.installationId, call);
      const executorId = await enrolment.enrol(request);
      return { executorId, heartbeatIntervalMs: enrolment.heartbeatIntervalMs };
    }),
    Heartbeat: unary((request: HeartbeatRequest__Output, call) => {
      assertSelf(request.installationId, call);
      enrolment.heartbeat(request.executorId, request.installationId);
      return {};
    }),
  } satisfies EnrolmentServiceHandlers;
}

/** A token is made for one box, which speaks for no other. */
function assertSelf(installationId: string, { caller }: CallContext): void {
  if (caller.kind === "executor" && caller.installationId === installationId) return;
  throw new FleetError(
    { code: "fleet/invalid-enrolment", field: "installation_id" },
    "installation_id: is not the one that the token was made for",
    { hint: "an executor enrols itself only" },
  );
}
