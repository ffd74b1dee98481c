import { Writable } from "node:stream";

/** A standard output that keeps what it is given. */
export class Sink extends Writable {
  text = "";
  isTTY = false;

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
