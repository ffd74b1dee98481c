/** How a hotkey signs. btcli makes sr25519 keys; newer wallets may hold ed25519 ones. */
export type SignatureScheme = "sr25519" | "ed25519";

/** Every {@link SignatureScheme}, the usual one first. */
export const SIGNATURE_SCHEMES: readonly SignatureScheme[] = ["sr25519", "ed25519"];

/** Bytes of a public key of either scheme. */
export const PUBLIC_KEY_BYTES = 32;

/** Bytes of a signature of either scheme. */
export const SIGNATURE_BYTES = 64;
