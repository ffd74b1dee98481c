import { AppError } from "@headframe/kit";

/** Why a hotkey was not registered, before anything was signed. Amounts are in RAO. */
export type RegistrationFailure =
  | {
      readonly code: "registration/price-above-limit";
      readonly netuid: number;
      readonly priceRao: string;
      readonly maxPriceRao: string;
    }
  | {
      readonly code: "registration/balance-too-low";
      readonly coldkey: string;
      readonly balanceRao: string;
      readonly priceRao: string;
    }
  | { readonly code: "registration/closed"; readonly netuid: number };

/** An expected failure to register. Nothing was burned. */
export class RegistrationError extends AppError<RegistrationFailure> {}
