import { answerSignIn } from "#server/auth/answer-sign-in.ts";
import { finishSecondFactor, SecondFactor } from "#server/auth/finish-second-factor.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  const deps = appDeps();
  return answerSignIn(deps, { request, schema: SecondFactor }, (asked, factor) =>
    finishSecondFactor(deps, asked, factor),
  );
}
