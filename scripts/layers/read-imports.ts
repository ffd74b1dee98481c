import { parseSync } from "oxc-parser";

/** One import of a module, in whatever form: static, type-only, re-export, dynamic, `import("x").T`, `require("x")`. */
export interface ImportFound {
  /** `undefined`: computed, so that nobody can check it. */
  readonly specifier: string | undefined;
  readonly line: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
}

/** Every import in a TypeScript or JavaScript source. Throws when it cannot be parsed. */
export function readImports(file: string, source: string): readonly ImportFound[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0] !== undefined) throw new SyntaxError(`${file} cannot be parsed: ${errors[0].message}`);
  const requires = requiresOf(program);
  const found: ImportFound[] = [];
  visit(program, (node) => {
    const specifier = specifierOf(node, requires);
    if (specifier === undefined) return;
    found.push({ specifier: literalText(specifier), line: source.slice(0, node.start).split("\n").length });
  });
  return found;
}

/** The node that names the imported module, if `node` imports one. */
function specifierOf(
  node: Node & Readonly<Record<string, unknown>>,
  requires: ReadonlySet<unknown>,
): unknown {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType":
      return node["source"];
    case "ExportNamedDeclaration":
      return node["source"] ?? undefined;
    case "TSExternalModuleReference":
      return node["expression"];
    case "CallExpression":
      return isRequire(node["callee"], requires) ? (node["arguments"] as readonly unknown[])[0] : undefined;
    default:
      return undefined;
  }
}

/** What requires modules in this file: `require` itself, and what `createRequire` made. */
function requiresOf(program: unknown): ReadonlySet<unknown> {
  const names = new Set<unknown>(["require"]);
  visit(program, (node) => {
    const { id, init } = node as { readonly id?: unknown; readonly init?: unknown };
    if (node.type === "VariableDeclarator" && isNode(id) && isCreateRequire(init)) names.add(id["name"]);
  });
  return names;
}

function isCreateRequire(call: unknown): boolean {
  if (!isNode(call) || call.type !== "CallExpression" || !isNode(call["callee"])) return false;
  const { callee } = call;
  const name = callee.type === "MemberExpression" && isNode(callee["property"]) ? callee["property"] : callee;
  return isNode(name) && name["name"] === "createRequire";
}

/** `require(…)`, that of `createRequire`, `require.resolve(…)`, `import.meta.resolve(…)`. */
function isRequire(callee: unknown, requires: ReadonlySet<unknown>): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === "Identifier") return requires.has(callee["name"]);
  if (isCreateRequire(callee)) return true;
  if (callee.type !== "MemberExpression" || !isNode(callee["property"])) return false;
  const { object } = callee as { readonly object?: unknown };
  const isMeta = isNode(object) && object.type === "MetaProperty";
  return callee["property"]["name"] === "resolve" && (isMeta || isRequire(object, requires));
}

function literalText(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node.type !== "TemplateLiteral") return undefined;
  const quasis = node["quasis"] as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.length === 1 ? quasis[0]?.value.cooked : undefined;
}

function isNode(value: unknown): value is Node & Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && "type" in value;
}

function visit(value: unknown, onNode: (node: Node & Readonly<Record<string, unknown>>) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, onNode);
  else if (isNode(value)) {
    onNode(value);
    for (const inner of Object.values(value)) visit(inner, onNode);
  }
}
