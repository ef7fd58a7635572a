import { getFirstSteps } from "#server/views/get-first-steps.ts";
import { memberViewerProcedure, router } from "../init.ts";

export const onboardingRouter = router({
  steps: memberViewerProcedure.query(({ ctx }) => getFirstSteps(ctx.deps, ctx.actor)),
});
