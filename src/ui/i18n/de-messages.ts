import account from "./messages/de/account.json" with { type: "json" };
import alerts from "./messages/de/alerts.json" with { type: "json" };
import anomalies from "./messages/de/anomalies.json" with { type: "json" };
import audit from "./messages/de/audit.json" with { type: "json" };
import auth from "./messages/de/auth.json" with { type: "json" };
import backtest from "./messages/de/backtest.json" with { type: "json" };
import channels from "./messages/de/channels.json" with { type: "json" };
import charts from "./messages/de/charts.json" with { type: "json" };
import checks from "./messages/de/checks.json" with { type: "json" };
import common from "./messages/de/common.json" with { type: "json" };
import developers from "./messages/de/developers.json" with { type: "json" };
import digest from "./messages/de/digest.json" with { type: "json" };
import escalation from "./messages/de/escalation.json" with { type: "json" };
import format from "./messages/de/format.json" with { type: "json" };
import heartbeats from "./messages/de/heartbeats.json" with { type: "json" };
import hooks from "./messages/de/hooks.json" with { type: "json" };
import imports from "./messages/de/imports.json" with { type: "json" };
import incidents from "./messages/de/incidents.json" with { type: "json" };
import maintenance from "./messages/de/maintenance.json" with { type: "json" };
import monitorForm from "./messages/de/monitor-form.json" with { type: "json" };
import monitorPage from "./messages/de/monitor-page.json" with { type: "json" };
import monitors from "./messages/de/monitors.json" with { type: "json" };
import onCall from "./messages/de/on-call.json" with { type: "json" };
import onboarding from "./messages/de/onboarding.json" with { type: "json" };
import palette from "./messages/de/palette.json" with { type: "json" };
import policy from "./messages/de/policy.json" with { type: "json" };
import regions from "./messages/de/regions.json" with { type: "json" };
import reports from "./messages/de/reports.json" with { type: "json" };
import shell from "./messages/de/shell.json" with { type: "json" };
import statusPages from "./messages/de/status-pages.json" with { type: "json" };
import statusPosts from "./messages/de/status-posts.json" with { type: "json" };
import statusShare from "./messages/de/status-share.json" with { type: "json" };
import statusSubscribers from "./messages/de/status-subscribers.json" with { type: "json" };
import system from "./messages/de/system.json" with { type: "json" };
import team from "./messages/de/team.json" with { type: "json" };

export const deMessages = {
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
