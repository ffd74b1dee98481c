import type { Metadata, ServerInterceptingCallInterface } from "@grpc/grpc-js";

/** What grpc-js tells about an incoming call. */
export type CallListener = Parameters<ServerInterceptingCallInterface["start"]>[0];

/**
 * Base of what stands between grpc-js and a handler: passes everything on. grpc-js has a class of its own for this,
 * which hands every message through queues and callbacks that nothing here needs.
 */
export class DelegatingCall implements ServerInterceptingCallInterface {
  protected readonly call: ServerInterceptingCallInterface;

  constructor(call: ServerInterceptingCallInterface) {
    this.call = call;
  }

  start(listener: CallListener): void {
    this.call.start(listener);
  }

  sendMetadata(metadata: Metadata): void {
    this.call.sendMetadata(metadata);
  }

  sendMessage(message: unknown, callback: () => void): void {
    this.call.sendMessage(message, callback);
  }

  sendStatus(status: Parameters<ServerInterceptingCallInterface["sendStatus"]>[0]): void {
    this.call.sendStatus(status);
  }

  startRead(): void {
    this.call.startRead();
  }

  getPeer(): string {
    return this.call.getPeer();
  }

  getDeadline(): ReturnType<ServerInterceptingCallInterface["getDeadline"]> {
    return this.call.getDeadline();
  }

  getHost(): string {
    return this.call.getHost();
  }

  getAuthContext(): ReturnType<ServerInterceptingCallInterface["getAuthContext"]> {
    return this.call.getAuthContext();
  }

  getConnectionInfo(): ReturnType<ServerInterceptingCallInterface["getConnectionInfo"]> {
    return this.call.getConnectionInfo();
  }

  getMetricsRecorder(): ReturnType<ServerInterceptingCallInterface["getMetricsRecorder"]> {
    return this.call.getMetricsRecorder();
  }
}

/** Base of what listens in between: passes everything on. */
export class DelegatingListener implements CallListener {
  protected readonly listener: CallListener;

  constructor(listener: CallListener) {
    this.listener = listener;
  }

  onReceiveMetadata(metadata: Metadata): void {
    this.listener.onReceiveMetadata(metadata);
  }

  onReceiveMessage(message: unknown): void {
    this.listener.onReceiveMessage(message);
  }

  onReceiveHalfClose(): void {
    this.listener.onReceiveHalfClose();
  }

  onCancel(): void {
    this.listener.onCancel();
  }
}
