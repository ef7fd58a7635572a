import { processNotifier } from "#server/pipeline/notify/process-notifier.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

export const GET = cronRoute((deps) => processNotifier(deps).run(55_000));
