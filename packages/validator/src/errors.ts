import { AppError } from "@headframe/kit";

/** Everything that can go wrong for a validator before, around or after a session; inside it, verdicts say so. */
export type ValidatorFailure =
  | { readonly code: "validator/unknown-miner"; readonly hotkey: string; readonly netuid: number }
  | { readonly code: "validator/no-axon"; readonly hotkey: string }
  | { readonly code: "validator/no-miners"; readonly netuid: number }
  | { readonly code: "validator/axon-unreachable"; readonly address: string }
  | {
      readonly code: "validator/authentication-refused";
      readonly address: string;
      readonly minerCode: string | undefined;
    }
  | { readonly code: "validator/miner-not-authentic"; readonly address: string; readonly hotkey: string }
  | { readonly code: "validator/bad-answer"; readonly address: string; readonly field: string }
  | {
      readonly code: "validator/request-refused";
      readonly address: string;
      readonly minerCode: string | undefined;
    }
  | { readonly code: "validator/unknown-executor"; readonly executorId: string; readonly hotkey: string }
  | { readonly code: "validator/no-executors"; readonly hotkey: string }
  | { readonly code: "validator/no-devices"; readonly executorId: string }
  | { readonly code: "validator/too-many-devices"; readonly executorId: string; readonly devices: number }
  | { readonly code: "validator/not-a-gpu"; readonly executorId: string }
  | {
      readonly code: "validator/executor-refused";
      readonly executorId: string;
      readonly minerCode: string | undefined;
    }
  | { readonly code: "validator/session-lost"; readonly executorId: string }
  | { readonly code: "validator/missed-start"; readonly participant: string }
  | { readonly code: "validator/transcript-not-stored"; readonly file: string }
  | { readonly code: "validator/unreadable-transcript"; readonly file: string }
  | { readonly code: "validator/transcript-not-authentic"; readonly file: string }
  | { readonly code: "validator/nothing-to-weigh"; readonly netuid: number; readonly sessions: number }
  | { readonly code: "validator/too-few-miners"; readonly miners: number; readonly maxShare: number }
  | { readonly code: "validator/not-registered"; readonly hotkey: string; readonly netuid: number }
  | { readonly code: "validator/no-permit"; readonly hotkey: string; readonly netuid: number }
  | {
      readonly code: "validator/stake-too-low";
      readonly hotkey: string;
      readonly netuid: number;
      /** RAO, as text: they exceed what a JSON number holds exactly. */
      readonly stakeRao: string;
      readonly thresholdRao: string;
    }
  | { readonly code: "validator/weights-too-soon"; readonly netuid: number; readonly waitBlocks: number }
  | { readonly code: "validator/too-many-commits"; readonly netuid: number; readonly commits: number }
  | { readonly code: "validator/commit-not-stored"; readonly file: string }
  | { readonly code: "validator/unreadable-commits"; readonly file: string };

/** An expected failure of the validator. */
export class ValidatorError extends AppError<ValidatorFailure> {}
