import { answerSignIn } from "#server/auth/answer-sign-in.ts";
import { finishSecondFactor, SecondFactor } from "#server/auth/finish-second-factor.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

export const POST = withRequest(
  { route: "/api/sign-in/second-factor", kind: "anonymous" },
  (request: Request) => {
    const deps = appDeps();
    return answerSignIn(deps, { request, schema: SecondFactor }, (asked, factor) =>
      finishSecondFactor(deps, asked, factor),
    );
  },
);
