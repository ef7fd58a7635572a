/** What an expression asks for: metrics with the labels that it matches them by, and labels that it groups by. */
export type Asked = { selectors: { metric: string; labels: string[] }[]; grouped: string[] };

const TOKEN =
  /\s*(?:([a-zA-Z_:][a-zA-Z0-9_:]*)|("(?:[^"\\]|\\.)*")|([0-9.]+(?:[a-z]+)?|\$__[a-z_]+)|(=~|!~|!=|==|>=|<=|[-+*/%^(){}[\],=<>]))/y;
const WORDS = new Set(["and", "or", "unless", "bool", "offset", "on", "ignoring", "inf", "nan"]);
const GROUPING = new Set(["by", "without", "on", "ignoring", "group_left", "group_right"]);

type Token = { kind: "name" | "text" | "number" | "sign"; text: string };

/** Enough of PromQL to know what is asked for; throws at what it cannot read and at brackets that do not close. */
export function readPromql(expression: string): Asked {
  const tokens = tokenize(expression);
  requireClosed(tokens);
  const asked: Asked = { selectors: [], grouped: [] };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind !== "name") continue;
    const next = tokens[at + 1]?.text;
    if (GROUPING.has(token.text) && next === "(") {
      const inner = untilClosed(tokens, at + 1);
      asked.grouped.push(...namesIn(inner));
      at += inner.length + 2;
    } else if (!isOperator(token.text, next)) {
      const inner = next === "{" ? untilClosed(tokens, at + 1) : [];
      asked.selectors.push({ metric: token.text, labels: namesIn(inner) });
      at += next === "{" ? inner.length + 2 : 0;
    }
  }
  return asked;
}

/** A function, an aggregation or a word between two expressions. */
function isOperator(name: string, next: string | undefined): boolean {
  return next === "(" || GROUPING.has(next ?? "") || WORDS.has(name.toLowerCase()) || GROUPING.has(name);
}

function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (expression.slice(TOKEN.lastIndex).trim() !== "") {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(expression);
    if (!found) throw new Error(`Not PromQL at ${from}: ${expression.slice(from)}`);
    const [, name, text, number, sign] = found;
    if (name !== undefined) tokens.push({ kind: "name", text: name });
    else if (text !== undefined) tokens.push({ kind: "text", text });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else tokens.push({ kind: "sign", text: sign ?? "" });
  }
  return tokens;
}

const PAIRS: Record<string, string> = { ")": "(", "}": "{", "]": "[" };

function requireClosed(tokens: readonly Token[]): void {
  const open: string[] = [];
  for (const { kind, text } of tokens) {
    if (kind !== "sign") continue;
    if ("({[".includes(text)) open.push(text);
    else if (text in PAIRS && open.pop() !== PAIRS[text]) throw new Error(`${text} closes nothing.`);
  }
  if (open.length > 0) throw new Error(`${open.join(" ")} is not closed.`);
}

/** What stands between the bracket at `from` and the one that closes it; neither can hold brackets itself. */
function untilClosed(tokens: readonly Token[], from: number): Token[] {
  const end = tokens.findIndex(({ text }, at) => at > from && (text === ")" || text === "}"));
  return tokens.slice(from + 1, end);
}

function namesIn(tokens: readonly Token[]): string[] {
  return tokens.filter(({ kind }) => kind === "name").map(({ text }) => text);
}
