import { secretString } from "./secret-string.js";

/** An HS256 key shorter than the hash's output weakens it (RFC 7518, section 3.2). */
const MIN_SECRET_BYTES = 32;
const REMEDY = "make a good one with: openssl rand -hex 32";

/**
 * A secret that keys are made of. Refuses a placeholder from a sample file, anything shorter than 32 bytes and a
 * repeated pattern, each with the command that makes a good one.
 */
export function strongSecretString() {
  return secretString({ refuse: describeWeakness });
}

function describeWeakness(text: string): string | undefined {
  if (/your[-_ ]|change[-_ ]?me|replace[-_ ]?me|example|placeholder|secret[-_ ]?key/i.test(text)) {
    return `is the placeholder of a sample file; ${REMEDY}`;
  }
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes < MIN_SECRET_BYTES) {
    return `must have at least ${MIN_SECRET_BYTES} bytes, not ${sizeBytes}; ${REMEDY}`;
  }
  // 32 random hex digits have fewer than 6 different ones with a chance of C(16,5)·(5/16)^32, about 3 in 10^13.
  return new Set(text).size < 6 ? `repeats too few different characters; ${REMEDY}` : undefined;
}
