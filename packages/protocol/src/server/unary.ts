import type { handleUnaryCall } from "@grpc/grpc-js";
import type { CallContext } from "./call-context.js";
import { OpenCall } from "./open-call.js";

/**
 * Makes a handler of a unary method. An `AppError` that it throws becomes the status that the service's table gives
 * its code; anything else becomes `INTERNAL "internal error"`.
 */
export function unary<Request, Response>(
  handler: (request: Request, call: CallContext) => Promise<Response> | Response,
): handleUnaryCall<Request, Response> {
  return (serverCall, callback) => {
    const call = new OpenCall(serverCall);
    const succeed = (response: Response): void => {
      call.succeed();
      callback(null, response);
    };
    const fail = (error: unknown): void => callback(call.fail(error));
    try {
      const result = handler(serverCall.request, call);
      if (result instanceof Promise) result.then(succeed, fail);
      else succeed(result);
    } catch (error) {
      fail(error);
    }
  };
}
