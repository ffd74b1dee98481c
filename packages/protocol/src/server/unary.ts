import type { handleUnaryCall, sendUnaryData } from "@grpc/grpc-js";
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
    let result: Promise<Response> | Response;
    try {
      result = handler(serverCall.request, call);
    } catch (error) {
      callback(call.fail(error));
      return;
    }
    void respond(result, call, callback);
  };
}

/** Never rejects. */
async function respond<Response>(
  result: Promise<Response> | Response,
  call: OpenCall,
  callback: sendUnaryData<Response>,
): Promise<void> {
  let response: Response;
  try {
    response = await result;
    if (call.acceptsGzip) response = await call.pack(response);
  } catch (error) {
    callback(call.fail(error));
    return;
  }
  call.succeed();
  callback(null, response);
}
