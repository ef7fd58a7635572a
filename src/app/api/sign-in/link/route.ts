import * as z from "zod";
import { answerSignIn } from "#server/auth/answer-sign-in.ts";
import { takeSignInLink } from "#server/auth/take-sign-in-link.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

const Body = z.strictObject({ token: z.string().max(100) });

export const POST = withRequest({ route: "/api/sign-in/link", kind: "anonymous" }, (request: Request) => {
  const deps = appDeps();
  return answerSignIn(deps, { request, schema: Body }, (asked, { token }) =>
    takeSignInLink(deps, asked, token),
  );
});
