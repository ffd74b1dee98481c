import { ChainError } from "../errors.js";

/** What is looked at of a call before it is made. */
export interface CallShape {
  readonly meta: { readonly args: readonly { readonly name: { toString(): string } }[] };
}

/** The runtime's calls that register, as far as it has them. */
export interface RegistrationCalls<Call extends CallShape> {
  readonly registerLimit?: Call;
  readonly burnedRegister?: Call;
}

/** The call to register with; the first kind takes the highest price as its last argument. */
export type RegistrationCall<Call> =
  | { readonly name: "register_limit"; readonly call: Call }
  | { readonly name: "burned_register"; readonly call: Call };

/**
 * The call that refuses to burn more than a limit where the chain has it (from spec 424), `burned_register` otherwise.
 *
 * What is signed here spends money: a call that means something else by now is named, not guessed at. Throws
 * `chain/incompatible-runtime`.
 */
export function chooseRegistrationCall<Call extends CallShape>(
  { registerLimit, burnedRegister }: RegistrationCalls<Call>,
  specVersion: number,
): RegistrationCall<Call> {
  const [name, call, expected] = registerLimit
    ? (["register_limit", registerLimit, "netuid, hotkey, limitPrice"] as const)
    : (["burned_register", burnedRegister, "netuid, hotkey"] as const);
  const actual = call?.meta.args.map((argument) => argument.name.toString()).join(", ");
  if (call && actual === expected) return { name, call };
  const difference =
    actual === undefined ? `call ${name} is missing` : `call ${name} is (${actual}), expected (${expected})`;
  throw new ChainError(
    { code: "chain/incompatible-runtime", specVersion, differences: [difference] },
    `the runtime (spec ${specVersion}) registers otherwise than this program does: ${difference}`,
    { hint: "nothing was signed; update this program, or register with btcli" },
  );
}
