import * as z from "zod";
import { answerSignIn } from "#server/auth/answer-sign-in.ts";
import { takeSignInLink } from "#server/auth/take-sign-in-link.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

const Body = z.strictObject({ token: z.string().max(100) });

export function POST(request: Request): Promise<Response> {
  const deps = appDeps();
  return answerSignIn(deps, { request, schema: Body }, (asked, { token }) =>
    takeSignInLink(deps, asked, token),
  );
}
