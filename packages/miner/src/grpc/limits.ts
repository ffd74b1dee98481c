/**
 * What one message of a peer may have, also of one that proved nothing yet. The largest of them by far is a Prepare of
 * 16 GPUs, with 1615 bytes (GPOW-1, section 13.2); only answers are large.
 */
export const MAX_REQUEST_BYTES = 64 * 1024;
