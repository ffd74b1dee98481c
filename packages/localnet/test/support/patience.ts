/** How long `expect.poll` waits on a busy machine; what is waited for is there within milliseconds otherwise. */
export const PATIENCE = { timeout: 10_000, interval: 5 };
