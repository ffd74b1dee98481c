import { parseSync } from "oxc-parser";

/** What the sources say about one code. */
export interface FailureFound {
  /** `<area>/<what>`. */
  readonly code: string;
  /** What it says when it is thrown, with `…` for what differs; `undefined` where the source only names it. */
  readonly sentence: string | undefined;
  readonly hint: string | undefined;
}

export interface ModuleFailures {
  readonly declared: readonly string[];
  readonly made: readonly FailureFound[];
}

type SyntaxNode = { readonly type: string; readonly [key: string]: unknown };

type Constants = ReadonlyMap<string, SyntaxNode>;

const CODE = /^[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/;

/**
 * What a module says about failures: the codes in the type of a `code` property or in a table named `…_CODES`, and
 * those that it throws or answers with, with their sentence.
 *
 * A failure is made with its code first (plain, or as `{ code: … }`), then its sentence, then its hint (plain, or as
 * `{ hint: … }`): the form of `AppError` and of the functions that shorten it. Or it is one object with all three.
 * Calls of other kinds can look alike, so only `declared` codes count.
 */
export function readFailures(file: string, source: string): ModuleFailures {
  const { program, errors } = parseSync(file, source);
  if (errors[0] !== undefined) throw new SyntaxError(`${file} cannot be parsed: ${errors[0].message}`);
  const constants = readConstants(program);
  const declared: string[] = [];
  const made: FailureFound[] = [];
  visit(program, (node) => {
    if (node.type === "TSPropertySignature" && keyName(node) === "code") {
      declared.push(...codesIn(node["typeAnnotation"]));
    } else if (
      node.type === "VariableDeclarator" &&
      String((node["id"] as SyntaxNode)["name"]).endsWith("_CODES")
    ) {
      declared.push(...codesIn(node["init"]));
    } else if (node.type === "NewExpression" || node.type === "CallExpression") {
      made.push(...readCall(node["arguments"] as readonly SyntaxNode[], constants));
    } else if (node.type === "ObjectExpression") {
      made.push(...readRecord(node, constants));
    }
  });
  return { declared, made };
}

function readCall(args: readonly SyntaxNode[], constants: Constants): readonly FailureFound[] {
  const position = args.findIndex((arg) => codeOf(arg) !== undefined);
  const code = position === -1 ? undefined : codeOf(args[position]);
  if (code === undefined) return [];
  const rest = args.slice(position + 1);
  const options = rest.find((arg) => arg.type === "ObjectExpression");
  const [sentence, hint] = rest.filter((arg) => arg !== options);
  return [
    {
      code,
      sentence: sentence === undefined ? undefined : partOf(sentence, constants),
      hint: textOf(propertyOf(options, "hint"), constants) ?? textOf(hint, constants),
    },
  ];
}

function readRecord(node: SyntaxNode, constants: Constants): readonly FailureFound[] {
  const code = codeOf(node);
  const sentence = textOf(propertyOf(node, "message"), constants);
  if (code === undefined || sentence === undefined) return [];
  return [{ code, sentence, hint: textOf(propertyOf(node, "hint"), constants) }];
}

function codeOf(node: SyntaxNode | undefined): string | undefined {
  const literal = node?.type === "ObjectExpression" ? propertyOf(node, "code") : node;
  const value = literal?.type === "Literal" ? literal["value"] : undefined;
  return typeof value === "string" && CODE.test(value) ? value : undefined;
}

function propertyOf(object: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  const properties = (object?.["properties"] ?? []) as readonly SyntaxNode[];
  return properties.find((property) => keyName(property) === name)?.["value"] as SyntaxNode | undefined;
}

function keyName(node: SyntaxNode): unknown {
  const key = node["key"] as SyntaxNode | undefined;
  return key?.["name"] ?? key?.["value"];
}

/** A text as a reader sees it: parts that differ are named where the source names them. */
function textOf(node: SyntaxNode | undefined, constants: Constants): string | undefined {
  if (node === undefined) return undefined;
  switch (node.type) {
    case "Literal":
      return typeof node["value"] === "string" ? node["value"] : undefined;
    case "Identifier": {
      const name = String(node["name"]);
      return textOf(constants.get(name), new Map([...constants].filter(([each]) => each !== name)));
    }
    case "TemplateLiteral": {
      const quasis = node["quasis"] as readonly { readonly value: { readonly cooked: string } }[];
      const values = node["expressions"] as readonly SyntaxNode[];
      return quasis
        .map(({ value }, index) => value.cooked + (values[index] ? partOf(values[index], constants) : ""))
        .join("");
    }
    case "BinaryExpression": {
      const [left, right] = [node["left"], node["right"]].map((side) =>
        textOf(side as SyntaxNode, constants),
      );
      return left === undefined || right === undefined ? undefined : left + right;
    }
    default:
      return undefined;
  }
}

function partOf(node: SyntaxNode, constants: Constants): string {
  const text = textOf(node, constants);
  if (text !== undefined) return text;
  if (node.type === "Identifier") return `‹${String(node["name"])}›`;
  const property = node.type === "MemberExpression" ? (node["property"] as SyntaxNode)["name"] : undefined;
  return typeof property === "string" ? `‹${property}›` : "…";
}

/** Texts that the module gives a name. */
function readConstants(program: unknown): Constants {
  const constants = new Map<string, SyntaxNode>();
  visit(program, (node) => {
    const id = node["id"] as SyntaxNode | undefined;
    const value = node["init"] as SyntaxNode | undefined;
    const isText =
      value?.type === "Literal" || value?.type === "TemplateLiteral" || value?.type === "BinaryExpression";
    if (node.type === "VariableDeclarator" && id?.type === "Identifier" && isText) {
      constants.set(String(id["name"]), value);
    }
  });
  return constants;
}

function codesIn(node: unknown): readonly string[] {
  const literals: string[] = [];
  visit(node, (inner) => {
    const value = inner.type === "Literal" ? inner["value"] : undefined;
    if (typeof value === "string" && CODE.test(value)) literals.push(value);
  });
  return literals;
}

function visit(value: unknown, onNode: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, onNode);
  else if (typeof value === "object" && value !== null && "type" in value) {
    onNode(value as SyntaxNode);
    for (const inner of Object.values(value)) visit(inner, onNode);
  }
}
