/** A frame and the moment its last byte came in. */
export interface ArrivedFrame {
  readonly frame: Uint8Array;
  /** Whole microseconds on the monotonic clock of the receiver, taken before anything else was done with the frame. */
  readonly arrivalUs: number;
}

/** One session's way to the other side. One message of the stream carries one frame. */
export interface FrameTransport {
  /** Hands the frame over in one write. Resolves when the transport takes more; rejects if the other side is gone. */
  send(frame: Uint8Array): Promise<void>;
  /** Ends when the other side closes; throws when the connection is lost. Read once. */
  readonly frames: AsyncIterable<ArrivedFrame>;
  /** Ends the stream after what was sent; `frames` then end too. Idempotent; never rejects. */
  close(): Promise<void>;
}
