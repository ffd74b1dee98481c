import type { MinerAuthResponse__Output, RpcError } from "@headframe/protocol";
import { printable } from "../printable.js";

/** How a miner explained itself, fit to be shown to a person. */
export interface PeerWords {
  /** Its sentence, with its code behind it, so that both can be looked up. */
  readonly sentence: string;
  /** `undefined` when it gave none: then the sentence may be the transport's. */
  readonly code: string | undefined;
  readonly hint: string | undefined;
}

const MAX_SENTENCE_CHARACTERS = 400;
const MAX_CODE_CHARACTERS = 80;

/** What a failed call says. */
export function wordsOfCall({ detail, peerCode, hint }: RpcError): PeerWords {
  return toPeerWords(detail.details, peerCode, hint);
}

/** What a reply that refuses says inside itself. */
export function wordsOfReply({ error }: MinerAuthResponse__Output): PeerWords {
  return toPeerWords(error?.message || "it gave no reason", error?.code || undefined, error?.details["hint"]);
}

function toPeerWords(text: string, rawCode: string | undefined, rawHint: string | undefined): PeerWords {
  const sentence = printable(text, MAX_SENTENCE_CHARACTERS);
  const code = rawCode === undefined ? undefined : printable(rawCode, MAX_CODE_CHARACTERS);
  return {
    sentence: code === undefined ? sentence : `${sentence} (${code})`,
    code,
    hint: rawHint === undefined ? undefined : printable(rawHint, MAX_SENTENCE_CHARACTERS),
  };
}
