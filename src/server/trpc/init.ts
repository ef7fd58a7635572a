import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import * as z from "zod";
import type { Role } from "#contracts/role.ts";
import { type Actor, hasRole, type KeyActor } from "#server/auth/actor.ts";
import { missingScope } from "#server/auth/missing-scope.ts";
import { noteDenial } from "#server/auth/note-denial.ts";
import { AppError, type AppErrorCode } from "#server/runtime/app-error.ts";
import type { Context } from "./context.ts";
import { findUnfitInput } from "./find-unfit-input.ts";
import { takeCall } from "./take-call.ts";

const trpcCodeOf = {
  not_found: "NOT_FOUND",
  forbidden: "FORBIDDEN",
  unauthenticated: "UNAUTHORIZED",
  proof_needed: "PRECONDITION_FAILED",
  conflict: "CONFLICT",
  invalid: "BAD_REQUEST",
  limit_reached: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<AppErrorCode, TRPCError["code"]>;

/** `fieldErrors` has the field's dotted path as its key, such as `check.url`. */
export type FieldProblems = { formErrors: string[]; fieldErrors: Record<string, string[]> };

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: 15_000 },
    maxDurationMs: 280_000,
    client: { reconnectAfterInactivityMs: 45_000 },
  },
  errorFormatter({ shape, error, ctx }) {
    return {
      ...shape,
      message: messageOf(error, ctx),
      data: {
        ...shape.data,
        appCode: error.cause instanceof AppError ? error.cause.code : null,
        zod: fieldProblemsOf(error),
        requestId: ctx?.requestId ?? null,
        retryAfterSec: error.cause instanceof AppError ? (error.cause.retryAfterSec ?? null) : null,
      },
    };
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Expected errors get their code; unknown ones are logged with the request id that the user is shown. */
const translateErrors = t.middleware(async ({ ctx, next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof AppError) {
    if (cause.code === "forbidden") await noteDenial(ctx, { path, reason: cause.message });
    throw new TRPCError({ code: trpcCodeOf[cause.code], message: cause.message, cause });
  }
  if (result.error.code === "INTERNAL_SERVER_ERROR") {
    ctx.deps.log.error({ err: cause ?? result.error, requestId: ctx.requestId, path }, "procedure failed");
    const problem = new TRPCError({
      code: "INTERNAL_SERVER_ERROR",
      message: unknownProblem(ctx.requestId),
      cause,
    });
    // Next tells the browser nothing of an error but its digest: a page that fails shows the number, too.
    throw Object.assign(problem, { digest: ctx.requestId });
  }
  return result;
});

const limitCalls = t.middleware(({ ctx, next, path, type }) => {
  takeCall(ctx, { path, type });
  return next();
});

const refuseForgery = t.middleware(({ ctx, next, type }) => {
  if (type === "mutation" && ctx.forgery !== null) throw new AppError("forbidden", ctx.forgery);
  return next();
});

/** Before the input's schema, which has no say about it. */
const refuseUnfitInput = t.middleware(async ({ getRawInput, next }) => {
  const fault = findUnfitInput(await getRawInput());
  if (fault !== null) throw new AppError("invalid", fault);
  return next();
});

export const publicProcedure = t.procedure
  .use(translateErrors)
  .use(limitCalls)
  .use(refuseForgery)
  .use(refuseUnfitInput);

/** A person, whatever their workspace: for what is theirs alone. No key gets here. */
export const userProcedure = publicProcedure.use(({ ctx, next }) => {
  const { identity } = ctx;
  if (!identity) throw new AppError(...notAPerson(ctx));
  return next({ ctx: { ...ctx, identity } });
});

/** A member of the workspace with at least this role, or a key with the scope for the group of procedures. */
function roleProcedure(least: Role) {
  return publicProcedure.use(({ ctx, next, path, type }) => {
    const actor = requireActor(ctx);
    if (actor.kind === "key") requireScope(actor, { path, type });
    requireRole(actor, least);
    return next({ ctx: { ...ctx, actor } });
  });
}

/** A person who is a member of the workspace with at least this role; keys are refused, whatever their scopes. */
function memberProcedure(least: Role) {
  return publicProcedure.use(({ ctx, next }) => {
    const actor = requireActor(ctx);
    const { identity } = ctx;
    if (actor.kind !== "user" || !identity) throw new AppError(...notAPerson(ctx));
    requireRole(actor, least);
    return next({ ctx: { ...ctx, actor, identity } });
  });
}

export const viewerProcedure = roleProcedure("viewer");
export const editorProcedure = roleProcedure("editor");
/** For what all of the workspace shares: whoever is held to tags only reads it. */
export const sharedEditorProcedure = editorProcedure.use(({ ctx, next }) => {
  if (ctx.actor.tags.length === 0) return next();
  throw new AppError(
    "forbidden",
    "You see a part of the workspace: what all of it shares is for others to change.",
  );
});
export const memberViewerProcedure = memberProcedure("viewer");
export const memberEditorProcedure = memberProcedure("editor");
export const adminProcedure = memberProcedure("admin");
export const ownerProcedure = memberProcedure("owner");

function requireActor(ctx: Context): Actor {
  if (ctx.actor) return ctx.actor;
  if (ctx.identity) throw new AppError("forbidden", "You belong to no workspace. Create one first.");
  throw new AppError("unauthenticated", "Sign in first.");
}

function requireRole(actor: Actor, least: Role): void {
  if (hasRole(actor, least)) return;
  throw new AppError("forbidden", `Your role is ${actor.role}; this takes the role ${least} or more.`);
}

function requireScope(actor: KeyActor, call: { path: string; type: string }): void {
  const missing = missingScope(actor.scopes, call);
  if (missing !== null) throw new AppError("forbidden", missing);
}

function notAPerson(ctx: Context): [AppErrorCode, string] {
  if (ctx.actor) return ["forbidden", "This is for people: no API key may do it."];
  return ["unauthenticated", "Sign in first."];
}

function messageOf(error: TRPCError, ctx: Context | undefined): string {
  if (error.cause instanceof z.ZodError) return "Something in the input is not right.";
  if (error.code === "INTERNAL_SERVER_ERROR") return ctx ? unknownProblem(ctx.requestId) : NOT_REACHED;
  return error.message;
}

/** No context could be made: most often the database does not answer. */
const NOT_REACHED = "Uptick cannot answer right now. Try again in a moment.";

function unknownProblem(requestId: string): string {
  return `Something went wrong on our side. If it stays, give the number ${requestId} to whoever runs this Uptick.`;
}

function fieldProblemsOf(error: TRPCError): FieldProblems | null {
  const { cause } = error;
  if (cause instanceof AppError && cause.fieldErrors !== undefined) {
    return { formErrors: [], fieldErrors: cause.fieldErrors };
  }
  if (!(cause instanceof z.ZodError)) return null;

  const problems: FieldProblems = { formErrors: [], fieldErrors: {} };
  for (const issue of cause.issues) {
    const path = issue.path.join(".");
    if (path === "") problems.formErrors.push(issue.message);
    else problems.fieldErrors[path] = [...(problems.fieldErrors[path] ?? []), issue.message];
  }
  return problems;
}
