import { ScaleError } from "./reader.js";
import type { AnyType, Type } from "./type.js";

/** `Vec<T>`. */
export function vec<T>(of: Type<T>): Type<readonly T[]> {
  return {
    shape: { kind: "sequence", of },
    encode(values, to) {
      to.compact(values.length);
      for (const value of values) of.encode(value, to);
    },
    decode: (from) => Array.from({ length: from.length(1) }, () => of.decode(from)),
  };
}

/** `BoundedVec<T, S>`. A longer one is not decoded. */
export function boundedVec<T>(of: Type<T>, limit: number): Type<readonly T[]> {
  const inner = vec(of);
  return {
    shape: {
      kind: "struct",
      path: "bounded_collections::bounded_vec::BoundedVec",
      parameters: [{ name: "T", type: of }, { name: "S" }],
      fields: [{ type: inner }],
    },
    encode: (values, to) => inner.encode(values, to),
    decode(from) {
      const values = inner.decode(from);
      if (values.length > limit)
        throw new ScaleError(`BoundedVec exceeds its limit: ${values.length} > ${limit}`);
      return values;
    },
  };
}

/** `Option<T>`; `undefined` is `None`. */
export function option<T>(of: Type<T>): Type<T | undefined> {
  return {
    shape: {
      kind: "enum",
      path: "Option",
      parameters: [{ name: "T", type: of }],
      variants: [
        { name: "None", index: 0, fields: [] },
        { name: "Some", index: 1, fields: [{ type: of }] },
      ],
    },
    encode(value, to) {
      if (value === undefined) to.byte(0);
      else of.encode(value, to.byte(1));
    },
    decode(from) {
      const tag = from.byte();
      if (tag > 1) throw new ScaleError(`Invalid tag of an Option: ${tag}`);
      return tag === 1 ? of.decode(from) : undefined;
    },
  };
}

/** How the values of a tuple of types are held. */
export type TupleOf<Parts extends readonly AnyType[]> = {
  readonly [K in keyof Parts]: Parts[K] extends Type<infer T> ? T : never;
};

/** `(A, B, …)`. */
export function tuple<const Parts extends readonly AnyType[]>(...parts: Parts): Type<TupleOf<Parts>> {
  return {
    shape: { kind: "tuple", of: parts },
    encode: (values, to) => parts.forEach((part, index) => part.encode(values[index], to)),
    // The parts were decoded by the very types that `Parts` lists.
    decode: (from) => parts.map((part) => part.decode(from)) as unknown as TupleOf<Parts>,
  };
}
