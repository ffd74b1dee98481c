import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import { developmentStorage } from "../../runtime/development-storage.js";
import { fromHex, toHex } from "../../scale/hex.js";
import type { StorageReader } from "../../state/storage.js";
import type { ArgumentsOf, CallContext, CheckContext, PalletRules } from "../call-rule.js";
import { fail } from "../dispatch-failure.js";

type ServeAxon = ArgumentsOf<"SubtensorModule", "serve_axon">;
type ServePrometheus = ArgumentsOf<"SubtensorModule", "serve_prometheus">;

const SERVE_REF_TIME = 30_000_000n;
const serving = { refTime: SERVE_REF_TIME, pays: "No", class: "Normal" } as const;

/** First byte the algorithm, then the public key; anything longer is dropped without a word. */
const LONGEST_CERTIFICATE = 65;

const LOOPBACK_V4 = 0x7f00_0001n;
const BROADCAST_V4 = 0xffff_ffffn;
const LOOPBACK_V6 = 1n;
const LAST_V6 = (1n << 128n) - 1n;

/** `serve_axon` and its relatives: a registered hotkey says where it listens. */
export const servingRules: Pick<
  PalletRules<"SubtensorModule">,
  "serve_axon" | "serve_axon_tls" | "serve_prometheus"
> = {
  serve_axon: { ...serving, precheck: checkAxon, dispatch: (context, call) => serveAxon(context, call) },
  serve_axon_tls: {
    ...serving,
    precheck: checkAxon,
    dispatch(context, call) {
      serveAxon(context, call);
      const certificate = fromHex(call.certificate);
      const [algorithm] = certificate;
      if (algorithm === undefined || certificate.length > LONGEST_CERTIFICATE) return;
      const stored = { public_key: toHex(certificate.subarray(1)), algorithm };
      context.storage.put(items.NeuronCertificates, [call.netuid, context.signer], stored);
    },
  },
  serve_prometheus: { ...serving, precheck: checkPrometheus, dispatch: servePrometheus },
};

/** The order of the checks is that of spec 425: a bad port is reported only once the rate limit allows a call. */
function checkAxon({ storage, signer, block }: CheckContext, call: ServeAxon): void {
  const { netuid, ip, ip_type, port } = call;
  if (!storage.has(items.Uids, netuid, signer)) fail("SubtensorModule", "HotKeyNotRegisteredInNetwork");
  if (ip_type !== 4 && ip_type !== 6) fail("SubtensorModule", "InvalidIpType");
  if (!isServable(storage, ip, ip_type)) fail("SubtensorModule", "InvalidIpAddress");
  const last = storage.get(items.Axons, netuid, signer)?.block ?? 0n;
  checkRate(storage, netuid, last, block);
  if (port === 0) fail("SubtensorModule", "InvalidPort");
}

function checkPrometheus({ storage, signer, block }: CheckContext, call: ServePrometheus): void {
  const { netuid, ip, ip_type, port } = call;
  if (ip_type !== 4 && ip_type !== 6) fail("SubtensorModule", "InvalidIpType");
  if (ip === 0n || !isServable(storage, ip, ip_type)) fail("SubtensorModule", "InvalidIpAddress");
  if (!storage.has(items.Uids, netuid, signer)) fail("SubtensorModule", "HotKeyNotRegisteredInNetwork");
  const last = storage.get(items.Prometheus, netuid, signer)?.block ?? 0n;
  checkRate(storage, netuid, last, block);
  if (port === 0) fail("SubtensorModule", "InvalidPort");
}

/** Loopback and broadcast are refused; private ranges and 0.0.0.0 are not. */
function isServable(storage: StorageReader, ip: bigint, type: number): boolean {
  const isLoopback = ip === (type === 4 ? LOOPBACK_V4 : LOOPBACK_V6);
  if (isLoopback) return storage.get(developmentStorage.AllowLoopbackAxon);
  return type === 4 ? ip < BROADCAST_V4 : ip !== LAST_V6;
}

function checkRate(storage: StorageReader, netuid: number, lastBlock: bigint, block: number): void {
  const limit = storage.get(items.ServingRateLimit, netuid);
  const passes = limit === 0n || lastBlock === 0n || BigInt(block) - lastBlock >= limit;
  if (!passes) fail("SubtensorModule", "ServingRateLimitExceeded");
}

function serveAxon(context: CallContext, call: ServeAxon): void {
  checkAxon(context, call);
  const { storage, signer, block, emit } = context;
  const { netuid, version, ip, port, ip_type, protocol, placeholder1, placeholder2 } = call;
  const served = { block: BigInt(block), version, ip, port, ip_type, protocol, placeholder1, placeholder2 };
  storage.put(items.Axons, [netuid, signer], served);
  emit({ type: "SubtensorModule", value: { type: "AxonServed", value: [netuid, signer] } });
}

function servePrometheus(context: CallContext, call: ServePrometheus): void {
  checkPrometheus(context, call);
  const { storage, signer, block, emit } = context;
  const { netuid, version, ip, port, ip_type } = call;
  storage.put(items.Prometheus, [netuid, signer], { block: BigInt(block), version, ip, port, ip_type });
  emit({ type: "SubtensorModule", value: { type: "PrometheusServed", value: [netuid, signer] } });
}
