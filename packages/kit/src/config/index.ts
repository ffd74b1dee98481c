export { addConfigCommands, type ConfigCommandsOptions } from "./add-config-commands.js";
export { byteSize, formatByteSize, type ByteSizeLimits } from "./byte-size.js";
export { ConfigError, type ConfigFailure, type ConfigProblem } from "./config-error.js";
export {
  describeSchema,
  type ConfigNode,
  type ListNode,
  type MapNode,
  type TableNode,
  type ValueNode,
  type ValueType,
} from "./config-node.js";
export { durationMs, MAX_TIMER_MS, type DurationLimits } from "./duration.js";
export { exampleConfig, type ExampleValues } from "./example-config.js";
export { loadConfig, type LoadConfigOptions } from "./load-config.js";
export { printConfig } from "./print-config.js";
export { secretString, type SecretLimits } from "./secret-string.js";
export { strongSecretString } from "./strong-secret-string.js";
