import { RpcError } from "@headframe/protocol";

/** What a call failed with. */
export async function failureOf(promise: Promise<unknown>): Promise<RpcError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof RpcError) return error;
  throw new Error("expected an RpcError", { cause: error });
}
