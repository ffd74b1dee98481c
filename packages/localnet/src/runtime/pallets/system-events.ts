import { enumeration, variant } from "../../scale/composites.js";
import { dispatchError, dispatchEventInfo } from "../types/dispatch.js";
import { accountId, h256 } from "../types/primitives.js";

/** How transactions ended, and which accounts came and went. */
export const systemEvent = enumeration("frame_system::pallet::Event", {
  ExtrinsicSuccess: variant(0, { dispatch_info: dispatchEventInfo }),
  ExtrinsicFailed: variant(1, { dispatch_error: dispatchError, dispatch_info: dispatchEventInfo }),
  CodeUpdated: variant(2, {}),
  NewAccount: variant(3, { account: accountId }),
  KilledAccount: variant(4, { account: accountId }),
  Remarked: variant(5, { sender: accountId, hash: h256 }),
});
