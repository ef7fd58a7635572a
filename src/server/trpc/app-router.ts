import { router } from "./init.ts";
import { accountRouter } from "./routers/account-router.ts";
import { apiKeyRouter } from "./routers/api-key-router.ts";
import { auditLogRouter } from "./routers/audit-log-router.ts";
import { backtestRouter } from "./routers/backtest-router.ts";
import { bulkRouter } from "./routers/bulk-router.ts";
import { channelRouter } from "./routers/channel-router.ts";
import { configRouter } from "./routers/config-router.ts";
import { deliveryRouter } from "./routers/delivery-router.ts";
import { escalationRouter, onCallRouter } from "./routers/escalation-router.ts";
import { heartbeatRouter } from "./routers/heartbeat-router.ts";
import { importedRouter } from "./routers/imported-router.ts";
import { incidentRouter } from "./routers/incident-router.ts";
import { incomingHookRouter } from "./routers/incoming-hook-router.ts";
import { invitationRouter } from "./routers/invitation-router.ts";
import { liveRouter } from "./routers/live-router.ts";
import { maintenanceRouter } from "./routers/maintenance-router.ts";
import { memberRouter } from "./routers/member-router.ts";
import { monitorRouter } from "./routers/monitor-router.ts";
import { objectiveRouter } from "./routers/objective-router.ts";
import { onboardingRouter } from "./routers/onboarding-router.ts";
import { paletteRouter } from "./routers/palette-router.ts";
import { passkeyRouter } from "./routers/passkey-router.ts";
import { proofRouter } from "./routers/proof-router.ts";
import { regionRouter } from "./routers/region-router.ts";
import { savedViewRouter } from "./routers/saved-view-router.ts";
import { secretRouter } from "./routers/secret-router.ts";
import { sessionRouter } from "./routers/session-router.ts";
import { setupRouter } from "./routers/setup-router.ts";
import { signInMethodRouter } from "./routers/sign-in-method-router.ts";
import { signInRouter } from "./routers/sign-in-router.ts";
import { statusPageRouter } from "./routers/status-page-router.ts";
import { statusPostRouter, statusTemplateRouter } from "./routers/status-post-router.ts";
import { statusSubscriberRouter } from "./routers/status-subscriber-router.ts";
import { systemRouter } from "./routers/system-router.ts";
import { twoFactorRouter } from "./routers/two-factor-router.ts";
import { workspaceRouter } from "./routers/workspace-router.ts";

/** The dashboard's procedures; probes have a router of their own. */
export const appRouter = router({
  setup: setupRouter,
  signIn: signInRouter,
  signInMethod: signInMethodRouter,
  session: sessionRouter,
  palette: paletteRouter,
  account: accountRouter,
  proof: proofRouter,
  passkey: passkeyRouter,
  twoFactor: twoFactorRouter,
  monitor: monitorRouter,
  heartbeat: heartbeatRouter,
  bulk: bulkRouter,
  savedView: savedViewRouter,
  secret: secretRouter,
  channel: channelRouter,
  config: configRouter,
  delivery: deliveryRouter,
  incident: incidentRouter,
  backtest: backtestRouter,
  maintenance: maintenanceRouter,
  incomingHook: incomingHookRouter,
  imported: importedRouter,
  escalation: escalationRouter,
  onCall: onCallRouter,
  objective: objectiveRouter,
  onboarding: onboardingRouter,
  workspace: workspaceRouter,
  member: memberRouter,
  invitation: invitationRouter,
  apiKey: apiKeyRouter,
  auditLog: auditLogRouter,
  statusPage: statusPageRouter,
  statusPost: statusPostRouter,
  statusSubscriber: statusSubscriberRouter,
  statusTemplate: statusTemplateRouter,
  region: regionRouter,
  system: systemRouter,
  live: liveRouter,
});
export type AppRouter = typeof appRouter;
