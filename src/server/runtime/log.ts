import { type Logger as PinoLogger, pino } from "pino";
import { env } from "#env";
import { createRedactor, listSecrets } from "#transport/log/redact-text.ts";
import { APP_VERSION } from "./app-version.ts";
import { currentScope } from "./request/request-scope.ts";

export type Logger = Pick<PinoLogger, "debug" | "info" | "warn" | "error">;

let logger: PinoLogger | undefined;

/** The app's JSON log, made at the first call: a build needs no environment. */
export function log(): Logger {
  logger ??= createLog({ level: env().LOG_LEVEL, write: (line) => process.stdout.write(line) });
  return logger;
}

/** One JSON object a line: what `write` is given is masked already. */
export function createLog(options: { level: string; write: (line: string) => void }): PinoLogger {
  const redact = createRedactor(listSecrets(process.env));
  return pino(
    {
      level: options.level,
      base: { service: "uptick", role: "app", version: APP_VERSION },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: fieldsOfScope,
    },
    { write: (line: string) => options.write(redact(line)) },
  );
}

/** What a line needs to be found by: of the request that is answered, and of the trace that it belongs to. */
function fieldsOfScope(): object {
  const scope = currentScope();
  if (scope === null) return {};
  const { request, trace } = scope;
  return {
    ...(request === null ? {} : { requestId: request.requestId, route: request.route }),
    ...(request?.workspaceId ? { workspaceId: request.workspaceId } : {}),
    ...(trace === null ? {} : { traceId: trace.traceId, spanId: trace.spanId }),
  };
}
