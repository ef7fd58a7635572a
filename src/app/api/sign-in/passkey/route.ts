import * as z from "zod";
import { PasskeyAssertion } from "#contracts/passkey.ts";
import { answerSignIn } from "#server/auth/answer-sign-in.ts";
import { signInWithPasskey } from "#server/auth/sign-in-with-passkey.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

const Body = z.strictObject({ assertion: PasskeyAssertion });

export const POST = withRequest({ route: "/api/sign-in/passkey", kind: "anonymous" }, (request: Request) => {
  const deps = appDeps();
  return answerSignIn(deps, { request, schema: Body }, (asked, { assertion }) =>
    signInWithPasskey(deps, asked, assertion),
  );
});
