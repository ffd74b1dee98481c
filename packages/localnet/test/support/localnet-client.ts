import { ApiPromise, WsProvider } from "@polkadot/api";
import type { SubmittableExtrinsic } from "@polkadot/api/types";
import type { ApiOptions, SignerOptions } from "@polkadot/api/types";
import type { EventRecord } from "@polkadot/types/interfaces";
import type { AnyJson, Codec, IEvent } from "@polkadot/types/types";
import { startLocalnet, type DevelopmentKey, type Localnet, type LocalnetOptions } from "../../src/index.js";

export type Transaction = SubmittableExtrinsic<"promise">;

/** What became of a transaction that got into a block. */
export interface Included {
  readonly statuses: readonly string[];
  readonly blockHash: string;
  /** `section.method` of its events. */
  readonly events: readonly string[];
  /** The name of the error it failed with, if it did. */
  readonly error: string | undefined;
  event(name: string): AnyJson;
}

/** A localnet and an unmodified @polkadot/api that is connected to it. */
export interface LocalnetClient {
  readonly localnet: Localnet;
  readonly api: ApiPromise;
  /** A call by its names in the library's spelling. */
  tx(section: string, method: string, ...parameters: readonly unknown[]): Transaction;
  query(section: string, item: string, ...keys: readonly unknown[]): Promise<Codec>;
  runtimeCall(section: string, method: string, ...parameters: readonly unknown[]): Promise<Codec>;
  /** Signs and sends; resolves once it is final. */
  send(tx: Transaction, signer: DevelopmentKey, options?: Partial<SignerOptions>): Promise<Included>;
  close(): Promise<void>;
}

/** Starts a localnet and connects to it. */
export async function openClient(options: LocalnetOptions = {}): Promise<LocalnetClient> {
  const localnet = await startLocalnet({ allowLoopbackAxon: false, ...options });
  const api = await connect(localnet.url);
  return {
    localnet,
    api,
    tx: (section, method, ...parameters) =>
      found(api.tx[section]?.[method], `${section}.${method}`)(...parameters),
    query: (section, item, ...keys) => found(api.query[section]?.[item], `${section}.${item}`)(...keys),
    runtimeCall: (section, method, ...parameters) =>
      found(api.call[section]?.[method], `${section}.${method}`)(...parameters),
    send: (tx, signer, signerOptions = {}) => send(api, tx, signer, signerOptions),
    async close() {
      await api.disconnect();
      await localnet.close();
    },
  };
}

/** The extensions that carry nothing, named so that the library does not warn of them. */
const EMPTY = { extrinsic: {}, payload: {} };
const signedExtensions = {
  SudoTransactionExtension: EMPTY,
  CheckShieldedTxValidity: EMPTY,
  SubtensorTransactionExtension: EMPTY,
  DrandPriority: EMPTY,
};

function connect(url: string): Promise<ApiPromise> {
  // The library is not written for exactOptionalPropertyTypes: its own provider does not fit its own interface.
  const provider = new WsProvider(url) as NonNullable<ApiOptions["provider"]>;
  return ApiPromise.create({
    provider,
    noInitWarn: true,
    throwOnConnect: true,
    signedExtensions,
  });
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the metadata has no ${name}`);
  return value;
}

function send(
  api: ApiPromise,
  tx: Transaction,
  signer: DevelopmentKey,
  options: Partial<SignerOptions>,
): Promise<Included> {
  const statuses: string[] = [];
  return new Promise((resolve, reject) => {
    const onStatus = ({
      status,
      events,
    }: {
      status: { type: string; isFinalized: boolean; asFinalized: Codec };
      events: EventRecord[];
    }): void => {
      statuses.push(status.type);
      if (!status.isFinalized) return;
      resolve({
        statuses,
        blockHash: status.asFinalized.toString(),
        events: events.map(({ event }) => nameOf(event)),
        error: errorOf(api, events),
        event: (name) =>
          found(
            events.find(({ event }) => nameOf(event) === name),
            name,
          ).event.data.toJSON(),
      });
    };
    tx.signAndSend(signer, options, onStatus).catch(reject);
  });
}

function nameOf({ section, method }: IEvent<Codec[]>): string {
  return `${section}.${method}`;
}

function errorOf(api: ApiPromise, events: readonly EventRecord[]): string | undefined {
  for (const { event } of events) {
    if (!api.events.system?.["ExtrinsicFailed"]?.is(event)) continue;
    const [error] = event.data as unknown as [
      { isModule: boolean; asModule: never; type: string; asToken: { type: string } },
    ];
    if (error.isModule) return api.registry.findMetaError(error.asModule).name;
    return error.type === "Token" ? error.asToken.type : error.type;
  }
  return undefined;
}

/** The JSON-RPC error that a transaction was refused with. */
export async function refusalOf(
  sent: Promise<unknown>,
): Promise<{ code: number; message: string; data: unknown }> {
  try {
    await sent;
  } catch (error) {
    const { code, message, data } = error as { code: number; message: string; data: unknown };
    return { code, message, data };
  }
  throw new Error("the transaction was not refused");
}
