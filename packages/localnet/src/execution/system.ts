import { blake2AsU8a } from "@polkadot/util-crypto";
import { fromHex, toHex } from "../scale/hex.js";
import type { PalletRules } from "./call-rule.js";
import { badOrigin } from "./dispatch-failure.js";

const REMARK_REF_TIME = 3_000_000n;

/** Remarks: transactions that do nothing, at a fee. */
export const systemRules: PalletRules<"System"> = {
  remark: { refTime: REMARK_REF_TIME, pays: "Yes", class: "Normal", dispatch: () => undefined },
  remark_with_event: {
    refTime: REMARK_REF_TIME,
    pays: "Yes",
    class: "Normal",
    dispatch({ emit, signer }, { remark }) {
      const hash = toHex(blake2AsU8a(fromHex(remark), 256));
      emit({ type: "System", value: { type: "Remarked", value: { sender: signer, hash } } });
    },
  },
};

/** The time is set by the author of a block alone: nobody can sign that call. */
export const timestampRules: PalletRules<"Timestamp"> = {
  set: { refTime: 0n, pays: "No", class: "Mandatory", dispatch: () => badOrigin() },
};
