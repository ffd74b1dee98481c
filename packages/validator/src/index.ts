export type { Authentication, Axon, ExecutorHealth, ListedExecutor, ProofStream } from "./challenge/axon.js";
export {
  challengeMiners,
  type ChallengeMinersOptions,
  type ChallengeMinersParts,
  type ChallengeMinersRequest,
} from "./challenge/challenge-miners.js";
export type { OnRunProgress, RunProgress } from "./challenge/run-progress.js";
export type { LabWork, TierChoice } from "./challenge/session-plan.js";
export { runValidatorCli, type ValidatorCliOptions } from "./cli/validator-cli.js";
export { configSchema, type ValidatorConfig } from "./config/schema.js";
export type { MinerSelection, ReachableMiner } from "./discover/select-miners.js";
export { ValidatorError, type ValidatorFailure } from "./errors.js";
export { GrpcAxon, type AxonTarget, type GrpcAxonParts } from "./grpc/grpc-axon.js";
export type { ClaimedDevice, ExpectedClass } from "./hardware/expected-class.js";
export { HardwareRegistry, type HardwareEntry } from "./hardware/hardware-registry.js";
export { registryFromConfig } from "./hardware/registry-from-config.js";
export type {
  ChallengeReport,
  DeviceReport,
  ExecutorReport,
  FailureReport,
  Finding,
  MinerReport,
  SessionReport,
} from "./report/challenge-report.js";
export { createProgressPrinter, type ProgressStream } from "./report/progress-printer.js";
export { choosePaint, paintNothing, type Paint, type Tone } from "./report/style.js";
export { renderReport } from "./report/text-report.js";
export { TranscriptStore, type KeptTranscript, type SessionRecord } from "./transcripts/transcript-store.js";
export { verifyTranscript, type VerifiedTranscript } from "./transcripts/verify-transcript.js";
export {
  loadValidatorHotkey,
  runChallenge,
  VERSION,
  type RunChallengeParts,
  type RunChallengeRequest,
} from "./validator.js";
