/** Tables that grow with the checks or are written all the time: what holds their lock for long is seen by everybody. */
export const BIG_TABLES = [
  "artifact",
  "assignment",
  "audit_entry",
  "day_link",
  "delivery",
  "finding",
  "gap",
  "heartbeat",
  "heartbeat_ping",
  "heartbeat_run",
  "incident",
  "incident_event",
  "incident_evidence",
  "monitor",
  "monitor_region_state",
  "monitor_state",
  "outage",
  "rollup_day",
  "rollup_hour",
  "tick",
  "transition",
];

type Statement = { text: string; isAllowed: boolean };

const RULES: readonly { pattern: RegExp; why: string }[] = [
  { pattern: /\bDROP COLUMN\b/, why: "drops a column: the version before still reads it" },
  {
    pattern: /^ALTER (TABLE|INDEX|TYPE|VIEW)\b.*\bRENAME\b/,
    why: "renames what the version before knows by its old name",
  },
  { pattern: /^DROP TABLE\b/, why: "drops a table: the version before still reads it" },
  { pattern: /\bSET NOT NULL\b/, why: "needs a value that the version before does not write" },
  {
    pattern: /\bALTER COLUMN \S+ (SET DATA )?TYPE\b/,
    why: "changes a type, which writes the whole table anew under a lock",
  },
  { pattern: /^LOCK TABLE\b/, why: "locks a table" },
  {
    pattern: /^UPDATE (?!.*\bWHERE\b)/,
    why: "writes every row in one transaction: fill in parts, from the app",
  },
];

/**
 * What in a migration would break the version before it, or hold it up, while both run: a sentence for each statement.
 * `-- allowed: <why>` on the line above a statement lets it pass: the second half of a change, whose first half everybody runs.
 */
export function findBreaches(sql: string): string[] {
  const statements = readStatements(sql);
  const created = new Set(
    statements.flatMap(({ text }) => tableOf(/^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\S+)/, text)),
  );
  return statements
    .filter(({ isAllowed }) => !isAllowed)
    .flatMap(({ text }) => {
      const reasons = RULES.filter(({ pattern }) => pattern.test(text)).map(({ why }) => why);
      const all = [
        ...reasons,
        ...findNeeded(text),
        ...findBlocked(text, created),
        ...findCompany(text, statements),
      ];
      return all.map((why) => `${text.slice(0, 80)}: ${why}`);
    });
}

function findNeeded(text: string): string[] {
  const added = text.split(/\bADD COLUMN\b/).slice(1);
  const isNeeded = (column: string) => /\bNOT NULL\b/.test(column) && !/\b(DEFAULT|GENERATED)\b/.test(column);
  return added.some(isNeeded)
    ? ["needs a value that the version before does not write: give it a default"]
    : [];
}

function findBlocked(text: string, created: ReadonlySet<string>): string[] {
  const isGrown = (table: string | undefined) =>
    table !== undefined && BIG_TABLES.includes(table) && !created.has(table);
  const [indexed] = /\bCONCURRENTLY\b/.test(text)
    ? []
    : tableOf(/^CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?(\S+)/, text);
  if (isGrown(indexed)) return ["blocks writers while it is made: CONCURRENTLY, alone in a migration"];
  const [constrained] = /\bADD CONSTRAINT\b.*\b(CHECK|FOREIGN KEY)\b(?!.*\bNOT VALID\b)/.test(text)
    ? tableOf(/^ALTER TABLE (?:ONLY )?(\S+)/, text)
    : [];
  return isGrown(constrained)
    ? ["reads every row under a lock: NOT VALID first, VALIDATE CONSTRAINT in the next one"]
    : [];
}

/** Postgres makes nothing concurrently in a transaction, and a script of several statements is one. */
function findCompany(text: string, statements: readonly Statement[]): string[] {
  return /\bCONCURRENTLY\b/.test(text) && statements.length > 1
    ? ["has to stand alone in its migration"]
    : [];
}

function tableOf(pattern: RegExp, text: string): string[] {
  const name = pattern.exec(text)?.[1];
  return name === undefined
    ? []
    : [(name.replaceAll('"', "").split("(")[0] ?? "").replace(/^.*\./, "").toLowerCase()];
}

/** Bodies of functions, texts and comments are taken out before it is cut at semicolons; words are upper case then. */
function readStatements(sql: string): Statement[] {
  const bare = sql
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "$BODY$")
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/\/\*[\s\S]*?\*\//g, " ");
  return bare.split(";").flatMap((part) => {
    const isAllowed = /^\s*--\s*allowed: \S/m.test(part);
    const text = part.replace(/--.*$/gm, " ").replace(/\s+/g, " ").trim();
    return text === "" ? [] : [{ text: upperKeywords(text), isAllowed }];
  });
}

function upperKeywords(text: string): string {
  return text.replace(/"[^"]*"|\w+/g, (word) => (word.startsWith('"') ? word : word.toUpperCase()));
}
