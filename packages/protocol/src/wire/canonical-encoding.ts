import type {
  EnumTypeDefinition,
  MessageTypeDefinition,
  MethodDefinition,
  PackageDefinition,
} from "@grpc/proto-loader";

/**
 * Packages of the reference system. Its programs sign hashes of re-encoded messages, so that only the canonical form
 * verifies: fields ascending (protobufjs does that) and defaults left out (it does not: a field that is set to its
 * default is written).
 */
const CANONICAL_PACKAGES = ["basilca.", "basilica."];

/** The part of protobufjs's DescriptorProto that is read here. */
interface FieldDescriptor {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly typeName: string;
}

type Message = Readonly<Record<string, unknown>>;

/** Gives a message without the fields whose value is their default. */
type Strip = (message: Message) => Message;

/** The same definitions, with the reference system's messages encoded canonically. */
export function withCanonicalEncoding(definitions: PackageDefinition): PackageDefinition {
  const strips = new Map<string, Strip>();
  const wrapped: PackageDefinition = {};
  for (const [name, definition] of Object.entries(definitions)) {
    if (!CANONICAL_PACKAGES.some((prefix) => name.startsWith(prefix)) || isEnum(definition)) {
      wrapped[name] = definition;
    } else if (isMessage(definition)) {
      wrapped[name] = canonicalMessage(name, definition, definitions, strips);
    } else {
      wrapped[name] = Object.fromEntries(
        Object.entries(definition).map(([method, shape]) => [
          method,
          canonicalMethod(name, shape, definitions, strips),
        ]),
      );
    }
  }
  return wrapped;
}

type AnyMessage = MessageTypeDefinition<object, object>;

function canonicalMessage(
  name: string,
  message: AnyMessage,
  definitions: PackageDefinition,
  strips: Map<string, Strip>,
): AnyMessage {
  const strip = stripOf(name, definitions, strips);
  // oxlint-disable-next-line typescript/unbound-method -- proto-loader makes plain functions
  const { serialize } = message;
  return { ...message, serialize: (value) => serialize(strip(value as Message)) };
}

function canonicalMethod(
  scope: string,
  method: MethodDefinition<object, object>,
  definitions: PackageDefinition,
  strips: Map<string, Strip>,
): MethodDefinition<object, object> {
  const stripFor = (type: AnyMessage): Strip => {
    const { name } = type.type as { name: string };
    return stripOf(resolveMessage(scope, name, definitions), definitions, strips);
  };
  const stripRequest = stripFor(method.requestType);
  const stripResponse = stripFor(method.responseType);
  const { requestSerialize, responseSerialize } = method;
  return {
    ...method,
    requestSerialize: (value) => requestSerialize(stripRequest(value as Message)),
    responseSerialize: (value) => responseSerialize(stripResponse(value as Message)),
  };
}

/** Full name of a method's message. proto-loader tells the bare name only, and it may come from another package. */
function resolveMessage(scope: string, name: string, definitions: PackageDefinition): string {
  const local = resolveName(scope, name, definitions);
  if (local !== undefined) return local;
  const [imported, ...others] = Object.keys(definitions).filter((full) => full.endsWith(`.${name}`));
  if (imported === undefined || others.length > 0) {
    throw new Error(`${scope} uses ${name}, which is not exactly one message of its imports`);
  }
  return imported;
}

/** Protobuf's scoping: the innermost enclosing scope that has `name`. */
function resolveName(scope: string, name: string, definitions: PackageDefinition): string | undefined {
  if (name.startsWith(".")) return name.slice(1);
  for (let prefix = scope; ; prefix = prefix.slice(0, prefix.lastIndexOf("."))) {
    if (`${prefix}.${name}` in definitions) return `${prefix}.${name}`;
    if (!prefix.includes(".")) return name in definitions ? name : undefined;
  }
}

function stripOf(name: string, definitions: PackageDefinition, strips: Map<string, Strip>): Strip {
  const known = strips.get(name);
  if (known !== undefined) return known;
  const message = definitions[name] as AnyMessage;
  const fields = (message.type as { field: readonly FieldDescriptor[] }).field;
  // Built on first use, not now: messages may contain themselves.
  let plan: readonly FieldPlan[] | undefined;
  const strip: Strip = (value) => {
    plan ??= fields.map((field) => planField(name, field, definitions, strips));
    return stripFields(value, plan);
  };
  strips.set(name, strip);
  return strip;
}

interface FieldPlan {
  readonly name: string;
  readonly isDefault: (value: unknown) => boolean;
  readonly convert: (value: unknown) => unknown;
}

const keep = (value: unknown): unknown => value;
const never = (): boolean => false;

function planField(
  scope: string,
  field: FieldDescriptor,
  definitions: PackageDefinition,
  strips: Map<string, Strip>,
): FieldPlan {
  const { name } = field;
  const isRepeated = field.label === "LABEL_REPEATED";
  const target = field.typeName === "" ? undefined : resolveName(scope, field.typeName, definitions);
  if (field.type === "TYPE_MESSAGE") {
    // Maps have an entry type that is not among the definitions: their values are strings and kept as they are.
    if (target === undefined) return { name, isDefault: never, convert: keep };
    const strip = stripOf(target, definitions, strips);
    const convert = isRepeated
      ? (value: unknown) => (value as readonly Message[]).map(strip)
      : (value: unknown) => strip(value as Message);
    return { name, isDefault: never, convert };
  }
  if (isRepeated) return { name, isDefault: never, convert: keep };
  if (field.type === "TYPE_ENUM" && target !== undefined) {
    const zero = zeroName(definitions[target] as EnumTypeDefinition);
    return { name, isDefault: (value) => value === 0 || value === zero, convert: keep };
  }
  return { name, isDefault: scalarDefault(field.type), convert: keep };
}

function zeroName(definition: EnumTypeDefinition): string | undefined {
  const { value } = definition.type as {
    value: readonly { readonly name: string; readonly number: number }[];
  };
  return value.find((entry) => entry.number === 0)?.name;
}

function scalarDefault(type: string): (value: unknown) => boolean {
  switch (type) {
    case "TYPE_STRING":
      return (value) => value === "";
    case "TYPE_BYTES":
      return (value) => (value as { readonly length: number }).length === 0;
    case "TYPE_BOOL":
      return (value) => value === false;
    default:
      // -0 is not the default: it has a sign bit on the wire.
      return (value) => Object.is(Number(value), 0);
  }
}

function stripFields(message: Message, plan: readonly FieldPlan[]): Message {
  const kept: Record<string, unknown> = {};
  for (const { name, isDefault, convert } of plan) {
    const value = message[name];
    if (value !== undefined && value !== null && !isDefault(value)) kept[name] = convert(value);
  }
  return kept;
}

function isMessage(definition: PackageDefinition[string]): definition is AnyMessage {
  return definition["format"] === "Protocol Buffer 3 DescriptorProto";
}

function isEnum(definition: PackageDefinition[string]): definition is EnumTypeDefinition {
  return definition["format"] === "Protocol Buffer 3 EnumDescriptorProto";
}
