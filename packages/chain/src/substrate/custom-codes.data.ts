/**
 * `InvalidTransaction::Custom` of Subtensor (runtime source, spec 425): name and what it means to the person who
 * sent the transaction.
 */
export const CUSTOM_CODES: Readonly<Record<number, { readonly name: string; readonly sentence: string }>> = {
  0: { name: "ColdkeyInSwapSchedule", sentence: "the coldkey of this key is being swapped" },
  1: { name: "StakeAmountTooLow", sentence: "the stake is too low" },
  2: { name: "BalanceTooLow", sentence: "the balance is too low" },
  3: { name: "SubnetNotExists", sentence: "the subnet does not exist" },
  4: { name: "HotkeyAccountDoesntExist", sentence: "the hotkey has no account" },
  5: { name: "NotEnoughStakeToWithdraw", sentence: "there is not enough stake to withdraw" },
  6: { name: "RateLimitExceeded", sentence: "the last one was too short a time ago" },
  7: { name: "InsufficientLiquidity", sentence: "the pool has not enough liquidity" },
  8: { name: "SlippageTooHigh", sentence: "the price moved too far" },
  9: { name: "TransferDisallowed", sentence: "transfers are not allowed on this subnet" },
  10: { name: "HotKeyNotRegisteredInNetwork", sentence: "the hotkey is not registered on the subnet" },
  11: { name: "InvalidIpAddress", sentence: "the chain does not accept this IP address" },
  12: { name: "ServingRateLimitExceeded", sentence: "the hotkey served too short a time ago" },
  13: { name: "InvalidPort", sentence: "the chain does not accept this port" },
  14: { name: "ZeroMaxAmount", sentence: "the largest amount is zero" },
  15: { name: "InvalidRevealRound", sentence: "the reveal round is wrong" },
  16: { name: "CommitNotFound", sentence: "there is no such commitment" },
  17: { name: "CommitBlockNotInRevealRange", sentence: "it is not the time to reveal" },
  18: { name: "InputLengthsUnequal", sentence: "the lists have different lengths" },
  19: { name: "UidNotFound", sentence: "the hotkey has no UID on the subnet" },
  20: {
    name: "EvmKeyAssociateRateLimitExceeded",
    sentence: "an EVM key was associated too short a time ago",
  },
  21: { name: "ColdkeySwapDisputed", sentence: "the swap of this coldkey is disputed" },
  22: { name: "InvalidRealAccount", sentence: "the account acted for is invalid" },
  23: { name: "FailedShieldedTxParsing", sentence: "the shielded transaction cannot be read" },
  24: { name: "InvalidShieldedTxPubKeyHash", sentence: "the shielded transaction is for another key" },
  25: { name: "NonAssociatedColdKey", sentence: "the hotkey belongs to another coldkey" },
  26: { name: "DelegateTakeTooLow", sentence: "the delegate's take is too low" },
  27: { name: "DelegateTakeTooHigh", sentence: "the delegate's take is too high" },
  255: { name: "BadRequest", sentence: "the chain refuses one of the arguments" },
};
