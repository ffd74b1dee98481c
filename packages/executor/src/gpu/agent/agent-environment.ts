const PASSED_ON: readonly RegExp[] = [
  /^(?:PATH|HOME|TMPDIR|LANG|TZ|LD_LIBRARY_PATH)$/,
  /^(?:CUDA|NVIDIA)_[A-Z0-9_]+$/,
];

/**
 * All that the gpu-agent sees of our environment: what the CUDA driver and its JIT cache read, and where temporary files
 * go. Secrets given as variables stay here.
 */
export function agentEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => PASSED_ON.some((rule) => rule.test(name))),
  );
}
