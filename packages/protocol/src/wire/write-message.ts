interface MessageStream<Message> {
  write(message: Message, onWritten: (error?: Error | null) => void): boolean;
}

/**
 * Writes a message; resolves when it has been handed to the connection, which takes as long as the peer is slow.
 * Rejects with the signal's reason once it fires.
 *
 * A stream that has ended may never report back: `signal` must fire when it does.
 */
export function writeMessage<Message>(
  stream: MessageStream<Message>,
  message: Message,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    stream.write(message, (error) => {
      signal.removeEventListener("abort", onAbort);
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}
