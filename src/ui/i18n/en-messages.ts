import account from "./messages/en/account.json" with { type: "json" };
import alerts from "./messages/en/alerts.json" with { type: "json" };
import anomalies from "./messages/en/anomalies.json" with { type: "json" };
import audit from "./messages/en/audit.json" with { type: "json" };
import auth from "./messages/en/auth.json" with { type: "json" };
import backtest from "./messages/en/backtest.json" with { type: "json" };
import channels from "./messages/en/channels.json" with { type: "json" };
import charts from "./messages/en/charts.json" with { type: "json" };
import checks from "./messages/en/checks.json" with { type: "json" };
import common from "./messages/en/common.json" with { type: "json" };
import developers from "./messages/en/developers.json" with { type: "json" };
import digest from "./messages/en/digest.json" with { type: "json" };
import escalation from "./messages/en/escalation.json" with { type: "json" };
import format from "./messages/en/format.json" with { type: "json" };
import heartbeats from "./messages/en/heartbeats.json" with { type: "json" };
import hooks from "./messages/en/hooks.json" with { type: "json" };
import imports from "./messages/en/imports.json" with { type: "json" };
import incidents from "./messages/en/incidents.json" with { type: "json" };
import maintenance from "./messages/en/maintenance.json" with { type: "json" };
import monitorForm from "./messages/en/monitor-form.json" with { type: "json" };
import monitorPage from "./messages/en/monitor-page.json" with { type: "json" };
import monitors from "./messages/en/monitors.json" with { type: "json" };
import onCall from "./messages/en/on-call.json" with { type: "json" };
import onboarding from "./messages/en/onboarding.json" with { type: "json" };
import palette from "./messages/en/palette.json" with { type: "json" };
import policy from "./messages/en/policy.json" with { type: "json" };
import regions from "./messages/en/regions.json" with { type: "json" };
import reports from "./messages/en/reports.json" with { type: "json" };
import shell from "./messages/en/shell.json" with { type: "json" };
import statusPages from "./messages/en/status-pages.json" with { type: "json" };
import statusPosts from "./messages/en/status-posts.json" with { type: "json" };
import statusShare from "./messages/en/status-share.json" with { type: "json" };
import statusSubscribers from "./messages/en/status-subscribers.json" with { type: "json" };
import system from "./messages/en/system.json" with { type: "json" };
import team from "./messages/en/team.json" with { type: "json" };

export const enMessages = {
  account,
  alerts,
  anomalies,
  audit,
  auth,
  backtest,
  channels,
  charts,
  checks,
  common,
  developers,
  digest,
  escalation,
  format,
  heartbeats,
  hooks,
  imports,
  incidents,
  maintenance,
  monitorForm,
  monitorPage,
  monitors,
  onCall,
  onboarding,
  palette,
  policy,
  regions,
  reports,
  shell,
  statusPages,
  statusPosts,
  statusShare,
  statusSubscribers,
  system,
  team,
};
