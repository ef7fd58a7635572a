type Engine = "postgres" | "mysql" | "redis" | "mongodb";

const READING_SQL = /^\s*(?:select|show|with|explain|values|describe)\b/i;
const WRITING_FILES = /\binto\s+(?:outfile|dumpfile)\b/i;
const READING_REDIS = new Set(
  (
    "dbsize echo exists get getrange hexists hget hlen hmget info lastsave lindex llen lrange mget ping pttl role scard " +
    "sismember strlen time ttl type xlen zcard zcount zrank zscore"
  ).split(" "),
);
const READING_MONGODB = new Set([
  "buildInfo",
  "collStats",
  "count",
  "dbStats",
  "distinct",
  "find",
  "hello",
  "listCollections",
  "ping",
  "replSetGetStatus",
  "serverStatus",
]);
const MONGODB_SCRIPT = /"\$(?:where|function|accumulator)"/;

/**
 * Why a query may not be asked, or null. A guard against mistakes: SQL runs in a read-only transaction besides, and the
 * user of a check should be one who may only read.
 */
export function findQueryProblem(engine: Engine, query: string): string | null {
  if (engine === "redis") {
    const [command = ""] = query.toLowerCase().split(/\s/);
    return READING_REDIS.has(command) ? null : "Give a Redis command that only reads, such as GET or LLEN.";
  }
  if (engine === "mongodb") return findMongodbProblem(query);
  if (!READING_SQL.test(query)) return "Give one SELECT, SHOW, WITH, EXPLAIN or VALUES.";
  return WRITING_FILES.test(query) ? "A query must not write files." : null;
}

function findMongodbProblem(query: string): string | null {
  const command = parseObject(query);
  if (command === null) return 'Give a command as JSON, such as {"count": "orders"}.';
  const [name = ""] = Object.keys(command);
  if (!READING_MONGODB.has(name)) return "Give a MongoDB command that only reads, such as count or find.";
  return MONGODB_SCRIPT.test(query) ? "A command must not carry a script." : null;
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    // Not JSON; the sentence says so.
    return null;
  }
}
