import type { ByteReader } from "./byte-reader.js";
import type { ByteWriter } from "./byte-writer.js";
import type {
  FrameType,
  GpuClaim,
  GpuSpec,
  Message,
  PrepareMessage,
  ReadyMessage,
  VerdictEntry,
} from "./message.js";

/* The bodies of the frames, field by field in the order of GPOW-1 section 13.2. */

const ABSENT = 0xffffffff;
const LARGEST = 0xfffffffe;

/** Reads the body of a message. Whether the length was right is for the caller to ask the reader. */
export function readBody(type: FrameType, cid: Uint8Array, reader: ByteReader): Message {
  switch (type) {
    case "prepare":
      return readPrepare(cid, reader);
    case "ready":
      return readReady(cid, reader);
    case "ping":
    case "pong":
      return { type, cid, token: reader.bytes(16) };
    case "challenge":
      return {
        type,
        cid,
        blockNumber: reader.u64(),
        blockHash: reader.bytes(32),
        random: reader.bytes(32),
      };
    case "commit1":
    case "commit2":
      return { type, cid, gpu: reader.u8(), root: reader.bytes(32) };
    case "nonce":
    case "open":
      return { type, cid, value: reader.bytes(32), commits: reader.list((from) => from.bytes(32)) };
    case "openings":
      return { type, cid, gpu: reader.u8(), body: reader.bytes(reader.remaining) };
    case "verdict":
      return { type, cid, transcriptHash: reader.bytes(32), gpus: reader.list(readVerdictEntry) };
    case "abort":
      return { type, cid, gpu: reader.u8(), code: reader.u8(), detail: readText(reader) };
  }
}

/** Writes the body of a message. */
export function writeBody(message: Message, writer: ByteWriter): void {
  switch (message.type) {
    case "prepare":
      writePrepare(message, writer);
      return;
    case "ready":
      writeReady(message, writer);
      return;
    case "ping":
    case "pong":
      writer.bytes(message.token);
      return;
    case "challenge":
      writer.u64(message.blockNumber).bytes(message.blockHash).bytes(message.random);
      return;
    case "commit1":
    case "commit2":
      writer.u8(message.gpu).bytes(message.root);
      return;
    case "nonce":
    case "open":
      writer.bytes(message.value).list(message.commits, (to, commit) => to.bytes(commit));
      return;
    case "openings":
      writer.u8(message.gpu).bytes(message.body);
      return;
    case "verdict":
      writer.bytes(message.transcriptHash).list(message.gpus, writeVerdictEntry);
      return;
    case "abort":
      writer.u8(message.gpu).u8(message.code).shortBytes(Buffer.from(message.detail));
      return;
  }
}

function readPrepare(cid: Uint8Array, reader: ByteReader): PrepareMessage {
  return {
    type: "prepare",
    cid,
    wallMs: reader.u64(),
    genesis: reader.bytes(32),
    validatorScheme: reader.u8(),
    validatorKey: reader.bytes(32),
    minerScheme: reader.u8(),
    minerKey: reader.bytes(32),
    executorId: Buffer.from(reader.shortBytes()).toString("latin1"),
    session: reader.bytes(32),
    notBeforeMs: reader.u64(),
    notAfterMs: reader.u64(),
    delegation: reader.bytes(64),
    openCommit: reader.bytes(32),
    gpus: reader.list(readGpuSpec),
  };
}

function writePrepare(message: PrepareMessage, writer: ByteWriter): void {
  writer
    .u64(message.wallMs)
    .bytes(message.genesis)
    .u8(message.validatorScheme)
    .bytes(message.validatorKey)
    .u8(message.minerScheme)
    .bytes(message.minerKey)
    .shortBytes(Buffer.from(message.executorId, "latin1"))
    .bytes(message.session)
    .u64(message.notBeforeMs)
    .u64(message.notAfterMs)
    .bytes(message.delegation)
    .bytes(message.openCommit)
    .list(message.gpus, writeGpuSpec);
}

function readGpuSpec(reader: ByteReader): GpuSpec {
  return {
    uuid: reader.bytes(16),
    params: reader.bytes(32),
    opsPerUs: reader.u32(),
    bytesPerUs: reader.u32(),
    classId: reader.u32(),
    zero: reader.u32(),
  };
}

function writeGpuSpec(writer: ByteWriter, spec: GpuSpec): void {
  writer
    .bytes(spec.uuid)
    .bytes(spec.params)
    .u32(spec.opsPerUs)
    .u32(spec.bytesPerUs)
    .u32(spec.classId)
    .u32(spec.zero);
}

function readReady(cid: Uint8Array, reader: ByteReader): ReadyMessage {
  return {
    type: "ready",
    cid,
    status: reader.u8(),
    session: reader.bytes(32),
    notBeforeMs: reader.u64(),
    notAfterMs: reader.u64(),
    delegation: reader.bytes(64),
    agent: readText(reader),
    claims: reader.list(readClaim),
  };
}

function writeReady(message: ReadyMessage, writer: ByteWriter): void {
  writer
    .u8(message.status)
    .bytes(message.session)
    .u64(message.notBeforeMs)
    .u64(message.notAfterMs)
    .bytes(message.delegation)
    .shortBytes(Buffer.from(message.agent))
    .list(message.claims, writeClaim);
}

function readClaim(reader: ByteReader): GpuClaim {
  return {
    uuid: reader.bytes(16),
    totalBytes: reader.u64(),
    freeBytes: reader.u64(),
    driver: reader.u32(),
    pciDomain: reader.u32(),
    pciBus: reader.u8(),
    pciDevice: reader.u8(),
    ccMajor: reader.u8(),
    ccMinor: reader.u8(),
    sms: reader.u16(),
    kernel: reader.u8(),
    flags: reader.u8(),
    name: readText(reader),
  };
}

function writeClaim(writer: ByteWriter, claim: GpuClaim): void {
  writer
    .bytes(claim.uuid)
    .u64(claim.totalBytes)
    .u64(claim.freeBytes)
    .u32(claim.driver)
    .u32(claim.pciDomain)
    .u8(claim.pciBus)
    .u8(claim.pciDevice)
    .u8(claim.ccMajor)
    .u8(claim.ccMinor)
    .u16(claim.sms)
    .u8(claim.kernel)
    .u8(claim.flags)
    .shortBytes(Buffer.from(claim.name));
}

function readVerdictEntry(reader: ByteReader): VerdictEntry {
  return {
    outcome: reader.u8(),
    reason: reader.u8(),
    t1Us: readTime(reader),
    d1Us: readTime(reader),
    t2Us: readTime(reader),
    d2Us: readTime(reader),
  };
}

function writeVerdictEntry(writer: ByteWriter, entry: VerdictEntry): void {
  writer.u8(entry.outcome).u8(entry.reason);
  for (const us of [entry.t1Us, entry.d1Us, entry.t2Us, entry.d2Us]) {
    writer.u32(us === undefined ? ABSENT : Math.min(us, LARGEST));
  }
}

function readTime(reader: ByteReader): number | undefined {
  const us = reader.u32();
  return us === ABSENT ? undefined : us;
}

function readText(reader: ByteReader): string {
  return Buffer.from(reader.shortBytes()).toString("utf8");
}
