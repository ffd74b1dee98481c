export {
  createDelegation,
  DELEGATION_ROLE_CODES,
  delegationDigest,
  HOTKEY_SCHEME_CODES,
  hotkeySchemeOf,
  type Delegation,
  type DelegationDigestInput,
  type DelegationRole,
  type DelegationTerms,
  type HotkeyScheme,
} from "./delegation.js";
export type { Device, DeviceOpenings } from "./device/device.js";
export {
  DeviceError,
  toDeviceError,
  toDeviceErrorRecord,
  type DeviceErrorRecord,
  type DeviceFailure,
} from "./device/errors.js";
export { ChallengeMemory, type ChallengeMemoryOptions } from "./prover/challenge-memory.js";
export { createProverPolicy, type ProverPolicyOptions, type Refusal } from "./prover/create-prover-policy.js";
export type { ExecutorIdentity, RunProverOptions } from "./prover/prover-options.js";
export type { ProverEnd, ProverOutcome } from "./prover/prover-outcome.js";
export { runProver } from "./prover/run-prover.js";
export type { Admission, ProverPolicy } from "./prover/prover-policy.js";
export {
  ReferenceDevice,
  REFERENCE_DEVICE_NAME,
  type ReferenceFaults,
  type ReferenceDeviceOptions,
} from "./reference/reference-device.js";
export { chooseParams, type ParamsChoice } from "./rules/choose-params.js";
export { classOfModel } from "./rules/class-of-model.js";
export { DEVICE_CLASSES, type DeviceClass } from "./rules/device-classes.data.js";
export { MODEL_NAMES } from "./rules/model-names.data.js";
export {
  ABORT_CODES,
  abortCodeOf,
  OUTCOME_CODES,
  READY_STATUSES,
  readyStatusOf,
  reasonOf,
  REASONS,
  type AbortCode,
  type Outcome,
  type ReadyRefusal,
  type ReadyStatus,
  type Reason,
  type ReasonClass,
  type ReasonFacts,
} from "./rules/outcome.js";
export {
  encodeParams,
  fillOps,
  findInvalidField,
  neededBytes,
  openingsBodyBytes,
  parseParams,
  stripsPerProduct,
  TIERS,
  walkBytes,
  type ParamsField,
  type ParsedParams,
  type PowParams,
  type Tier,
} from "./rules/params.js";
export {
  epochHashOf,
  isEpoch,
  isSelected,
  RECOMMENDED_EPOCH_OFFSET_BLOCKS,
  RECOMMENDED_SELECT_THRESHOLD,
  selectHashOf,
  validatorIndexOf,
  type ScheduleThresholds,
} from "./rules/schedule.js";
export { deriveSampleKey, drawSamples, type SampleKind } from "./rules/sampling.js";
export { commitToFill, commitToWalk, deriveSeed, deriveWalkNonce } from "./rules/seeds.js";
export { encodeU32, encodeU64, encodeU8, taggedHash } from "./rules/tagged-hash.js";
export {
  deadlinesOf,
  distanceAllowanceUs,
  hardLimitUs,
  provenRates,
  WORST_ALLOWANCE_US,
  type ClassRates,
  type Deadlines,
} from "./rules/timing.js";
export { evaluateTranscript, type EvaluateTranscriptOptions } from "./transcript/evaluate-transcript.js";
export { frameField, transcriptHash } from "./transcript/transcript-hash.js";
export type { Evaluation, GpuEvaluation, Transcript, TranscriptFrame } from "./transcript/transcript.js";
export { runVerifier } from "./verifier/run-verifier.js";
export type {
  BlockReference,
  ChallengeRequest,
  GpuRequest,
  RunVerifierOptions,
  VerifierOutcome,
  VerifierProgress,
} from "./verifier/verifier-options.js";
export { isExecutorId, MAX_GPUS } from "./wire/check-prepare.js";
export {
  decodeFrame,
  encodeUnsigned,
  frameTypeOf,
  MAX_FRAME_BYTES,
  type DecodedFrame,
} from "./wire/frame.js";
export { decodeFrameAs, frameDigest, type ChainState, type MessageOf } from "./wire/hash-chain.js";
export type { OpeningsJob, OpeningsReason, OpeningsVerifier } from "./verify/openings-job.js";
export { VerifierPool, type VerifierPoolOptions } from "./verify/verifier-pool.js";
export { verifyOpenings } from "./verify/verify-openings.js";
export type { ArrivedFrame, FrameTransport } from "./wire/frame-transport.js";
export type { HotkeyId, SessionContext, SessionCredential, VerifyHotkey } from "./wire/identity.js";
export {
  ALL_GPUS,
  FRAME_TYPES,
  type AbortMessage,
  type ChallengeMessage,
  type CommitMessage,
  type Direction,
  type FrameType,
  type GpuClaim,
  type GpuSpec,
  type ListMessage,
  type Message,
  type OpeningsMessage,
  type PingMessage,
  type PrepareMessage,
  type ReadyMessage,
  type VerdictEntry,
  type VerdictMessage,
} from "./wire/message.js";
export { createSessionKey, sessionKeyFromSeed, verifyEd25519, type SessionKey } from "./wire/session-key.js";
