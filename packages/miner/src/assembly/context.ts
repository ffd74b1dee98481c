import type { Chain, Keypair, MetagraphView } from "@headframe/chain";
import type { Clock, Logger } from "@headframe/kit";
import type { CertificateFiles } from "@headframe/protocol";
import type { VerifySignature } from "../access/signature-thread.js";
import type { MinerConfig } from "../config/schema.js";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";

/** What every part of a miner is built from. */
export interface Context {
  readonly config: MinerConfig;
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly hotkey: Keypair;
  /** UID of the hotkey on its subnet. */
  readonly uid: number;
  /** `undefined` without mutual TLS. */
  readonly certificates: CertificateFiles | undefined;
  readonly database: Database;
  readonly chain: Chain;
  readonly view: MetagraphView;
  /** Of the key that signs session tokens, 32 bytes. */
  readonly salt: Uint8Array;
  /** `undefined`: signatures are verified on a thread of their own. */
  readonly verify: VerifySignature | undefined;
}
