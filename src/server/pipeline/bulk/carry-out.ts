import type { MonitorChange } from "#domain/bulk/plan-change.ts";
import type { ActionDeps, Caller } from "#server/actions/caller.ts";
import { deleteMonitor } from "#server/actions/monitor/delete-monitor.ts";
import { pauseMonitor } from "#server/actions/monitor/pause-monitor.ts";
import { resumeMonitor } from "#server/actions/monitor/resume-monitor.ts";
import { setAlertRules } from "#server/actions/monitor/set-alert-rules.ts";
import { setChannels } from "#server/actions/monitor/set-channels.ts";
import { updateMonitor } from "#server/actions/monitor/update-monitor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { BulkSubject } from "#server/store/bulk-subject-store.ts";

type Step = { subject: BulkSubject; change: MonitorChange };

/** The same actions as a person's own, with their rights, audit entries and announcements. */
export async function carryOut(deps: ActionDeps, caller: Caller, step: Step): Promise<void> {
  const { subject, change } = step;
  const { id } = subject;
  switch (change.kind) {
    case "none":
      return;
    case "refused":
      throw new AppError("invalid", change.reason);
    case "pause":
      await pauseMonitor(deps, caller, id);
      return;
    case "resume":
      await resumeMonitor(deps, caller, id);
      return;
    case "delete":
      await deleteMonitor(deps, caller, id);
      return;
    case "tags":
      await updateMonitor(deps, caller, { id, input: (present) => ({ ...present, tags: change.tags }) });
      return;
    case "regions":
      await updateMonitor(deps, caller, {
        id,
        input: (present) => ({ ...present, regions: change.regions }),
      });
      return;
    case "channels":
      await setChannels(deps, caller, { id, channelIds: change.channelIds });
      return;
    case "policy": {
      const { policy, severity } = change;
      const { parentIds, escalationPolicyId } = subject;
      await setAlertRules(deps, caller, { id, rules: { policy, severity, parentIds, escalationPolicyId } });
    }
  }
}
