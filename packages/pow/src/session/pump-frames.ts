import type { ArrivedFrame, FrameTransport } from "../wire/frame-transport.js";
import type { Inbox } from "./inbox.js";

/** What comes from the other side. */
export type TransportEvent =
  | { readonly kind: "frame"; readonly arrived: ArrivedFrame }
  /** The other side closed, the connection was lost, or there was too much of it. */
  | { readonly kind: "disconnected" };

// An honest session has 2 frames per ping and at most 4 per GPU in one direction. Pings go on while a validator waits
// for the moment of its challenge: about 120.
const MAX_FRAMES = 1024;
const MAX_BYTES = 2 ** 26;

/**
 * Moves the frames of a transport into an inbox, one at a time, until either ends. Never rejects.
 *
 * More than 1024 frames or 64 MiB are no session: the rest is not read, as if the connection were lost.
 */
export async function pumpFrames<Event>(
  transport: FrameTransport,
  inbox: Inbox<Event | TransportEvent>,
): Promise<void> {
  let frameCount = 0;
  let byteCount = 0;
  try {
    for await (const arrived of transport.frames) {
      frameCount += 1;
      byteCount += arrived.frame.length;
      if (frameCount > MAX_FRAMES || byteCount > MAX_BYTES) break;
      inbox.push({ kind: "frame", arrived });
      await inbox.emptied();
      if (inbox.isClosed) break;
    }
  } catch {
    // How a connection is lost makes no difference to the session.
  }
  inbox.push({ kind: "disconnected" });
}
