import type { ConfigDocument } from "#contracts/config-document.ts";
import type { ConfigOptions, ConfigOutcome, ConfigPlan } from "#contracts/config-plan.ts";
import type { UptickClient } from "./create-client.ts";

type Wish = Partial<ConfigOptions> & { document: ConfigDocument };
type Steps = {
  plan: Pick<ConfigPlan, "digest">;
  /** Called after each part with what was done in it and how many steps are left. */
  onPart?: (outcomes: ConfigOutcome[], left: number) => void;
};

/** Does what the plan says, part by part, until everything has been tried. */
export async function applyDocument(
  client: Pick<UptickClient, "config">,
  wish: Wish,
  { plan, onPart }: Steps,
): Promise<ConfigOutcome[]> {
  const outcomes: ConfigOutcome[] = [];
  for (let digest: string | null = plan.digest; digest !== null; ) {
    const except = outcomes
      .filter(({ result }) => result !== "done")
      .map(({ kind, key }) => `${kind}/${key}`);
    const report = await client.config.run.mutate({ ...wish, digest, except });
    outcomes.push(...report.outcomes);
    onPart?.(report.outcomes, report.rest?.steps ?? 0);
    digest = report.rest?.digest ?? null;
  }
  return outcomes;
}
