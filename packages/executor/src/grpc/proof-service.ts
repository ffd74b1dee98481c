import type { Clock } from "@headframe/kit";
import type { ArrivedFrame, FrameTransport } from "@headframe/pow";
import {
  EXECUTOR_ID_KEY,
  type ProofServiceHandlers,
  proofSession,
  type ServerProofStream,
} from "@headframe/protocol";
import type { ChallengeRunner } from "../proof/challenge-runner.js";
import { RequestError } from "./errors.js";

interface Parts {
  readonly runner: ChallengeRunner;
  readonly clock: Clock;
  /** Fires when running challenges are cut off. */
  readonly shutdown: AbortSignal;
}

/** Handlers of `headframe.pow.v1.ProofService`: one stream is one GPOW-1 session. */
export function proofService({ runner, clock, shutdown }: Parts): ProofServiceHandlers {
  const prove = proofSession(
    async (session, { metadata }) => {
      const executorId = metadata.get(EXECUTOR_ID_KEY)[0];
      if (typeof executorId !== "string") {
        throw new RequestError(
          { code: "executor/invalid-request", field: EXECUTOR_ID_KEY },
          `metadata ${EXECUTOR_ID_KEY} is missing`,
          { hint: "name the executor that is challenged" },
        );
      }
      await runner.run(executorId, toTransport(session), shutdown);
    },
    { clock },
  );
  return { Prove: prove };
}

function toTransport(session: ServerProofStream): FrameTransport {
  return {
    send: (frame) => session.send(frame),
    frames: stamped(session),
    // The stream ends when the handler does, which is when the session is over.
    close: () => Promise.resolve(),
  };
}

async function* stamped(session: ServerProofStream): AsyncGenerator<ArrivedFrame> {
  for await (const { frame, arrivedUs } of session.frames()) yield { frame, arrivalUs: arrivedUs };
}
