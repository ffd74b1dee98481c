import { PRIMITIVES, type AnyType, type FieldShape, type Shape, type TypeParameter } from "../scale/type.js";
import { ScaleWriter } from "../scale/writer.js";

/** Gives every type an id, and encodes the list of types (`scale-info` `PortableRegistry`). */
export class PortableTypes {
  readonly #idByType = new Map<AnyType, number>();
  readonly #idByKey = new Map<string, number>();
  readonly #entries: Uint8Array[] = [];

  /** The id of `type`; it and all that it refers to are listed from now on. Equal unnamed types share an id. */
  idOf(type: AnyType): number {
    const known = this.#idByType.get(type);
    if (known !== undefined) return known;
    const { shape } = type;
    // A named type may refer to itself: its id is given before its parts are looked at.
    if (shape.kind === "struct" || shape.kind === "enum") {
      const key = `${shape.path}<${shape.parameters.map((p) => (p.type ? this.idOf(p.type) : "")).join()}>`;
      const id = this.#idByKey.get(key) ?? this.#add(type, key);
      this.#idByType.set(type, id);
      return id;
    }
    const key = this.#unnamedKey(shape);
    const id = this.#idByKey.get(key) ?? this.#add(type, key);
    this.#idByType.set(type, id);
    return id;
  }

  /** `Vec<PortableType>`: id and type of each, dense and in order, as clients demand. */
  encodeTo(writer: ScaleWriter): void {
    writer.compact(this.#entries.length);
    this.#entries.forEach((entry, id) => writer.compact(id).bytes(entry));
  }

  #add(type: AnyType, key: string): number {
    const id = this.#entries.push(new Uint8Array()) - 1;
    this.#idByKey.set(key, id);
    this.#idByType.set(type, id);
    this.#entries[id] = this.#encode(type.shape);
    return id;
  }

  #unnamedKey(shape: Exclude<Shape, { readonly kind: "struct" | "enum" }>): string {
    switch (shape.kind) {
      case "primitive":
        return shape.name;
      case "compact":
      case "sequence":
        return `${shape.kind} ${this.idOf(shape.of)}`;
      case "array":
        return `array ${shape.length} ${this.idOf(shape.of)}`;
      case "tuple":
        return `(${shape.of.map((part) => this.idOf(part)).join()})`;
    }
  }

  #encode(shape: Shape): Uint8Array {
    const isNamed = shape.kind === "struct" || shape.kind === "enum";
    const writer = new ScaleWriter();
    texts(writer, isNamed && shape.path !== "" ? shape.path.split("::") : []);
    this.#parameters(writer, isNamed ? shape.parameters : []);
    this.#definition(writer, shape);
    return noDocs(writer).finish();
  }

  #parameters(writer: ScaleWriter, parameters: readonly TypeParameter[]): void {
    writer.compact(parameters.length);
    for (const { name, type } of parameters) {
      writer.text(name);
      if (type) writer.byte(1).compact(this.idOf(type));
      else writer.byte(0);
    }
  }

  #definition(writer: ScaleWriter, shape: Shape): void {
    switch (shape.kind) {
      case "struct":
        return this.#fields(writer.byte(0), shape.fields);
      case "enum":
        writer.byte(1).compact(shape.variants.length);
        for (const { name, index, fields } of shape.variants) {
          this.#fields(writer.text(name), fields);
          noDocs(writer.byte(index));
        }
        return;
      case "sequence":
        return void writer.byte(2).compact(this.idOf(shape.of));
      case "array":
        return void writer.byte(3).integer(shape.length, 4).compact(this.idOf(shape.of));
      case "tuple":
        writer.byte(4).compact(shape.of.length);
        for (const part of shape.of) writer.compact(this.idOf(part));
        return;
      case "primitive":
        return void writer.byte(5).byte(PRIMITIVES.indexOf(shape.name));
      case "compact":
        return void writer.byte(6).compact(this.idOf(shape.of));
    }
  }

  #fields(writer: ScaleWriter, fields: readonly FieldShape[]): void {
    writer.compact(fields.length);
    for (const { name, type } of fields) {
      if (name === undefined) writer.byte(0);
      else writer.byte(1).text(name);
      const noTypeName = 0;
      noDocs(writer.compact(this.idOf(type)).byte(noTypeName));
    }
  }
}

/** `Vec<String>`. */
function texts(writer: ScaleWriter, list: readonly string[]): void {
  writer.compact(list.length);
  for (const text of list) writer.text(text);
}

/** An empty list of documentation lines. */
export function noDocs(writer: ScaleWriter): ScaleWriter {
  return writer.compact(0);
}
