import account from "./messages/hi/account.json" with { type: "json" };
import alerts from "./messages/hi/alerts.json" with { type: "json" };
import anomalies from "./messages/hi/anomalies.json" with { type: "json" };
import audit from "./messages/hi/audit.json" with { type: "json" };
import auth from "./messages/hi/auth.json" with { type: "json" };
import backtest from "./messages/hi/backtest.json" with { type: "json" };
import channels from "./messages/hi/channels.json" with { type: "json" };
import charts from "./messages/hi/charts.json" with { type: "json" };
import checks from "./messages/hi/checks.json" with { type: "json" };
import common from "./messages/hi/common.json" with { type: "json" };
import developers from "./messages/hi/developers.json" with { type: "json" };
import digest from "./messages/hi/digest.json" with { type: "json" };
import escalation from "./messages/hi/escalation.json" with { type: "json" };
import format from "./messages/hi/format.json" with { type: "json" };
import heartbeats from "./messages/hi/heartbeats.json" with { type: "json" };
import hooks from "./messages/hi/hooks.json" with { type: "json" };
import imports from "./messages/hi/imports.json" with { type: "json" };
import incidents from "./messages/hi/incidents.json" with { type: "json" };
import maintenance from "./messages/hi/maintenance.json" with { type: "json" };
import monitorForm from "./messages/hi/monitor-form.json" with { type: "json" };
import monitorPage from "./messages/hi/monitor-page.json" with { type: "json" };
import monitors from "./messages/hi/monitors.json" with { type: "json" };
import onCall from "./messages/hi/on-call.json" with { type: "json" };
import onboarding from "./messages/hi/onboarding.json" with { type: "json" };
import palette from "./messages/hi/palette.json" with { type: "json" };
import policy from "./messages/hi/policy.json" with { type: "json" };
import regions from "./messages/hi/regions.json" with { type: "json" };
import reports from "./messages/hi/reports.json" with { type: "json" };
import shell from "./messages/hi/shell.json" with { type: "json" };
import statusPages from "./messages/hi/status-pages.json" with { type: "json" };
import statusPosts from "./messages/hi/status-posts.json" with { type: "json" };
import statusShare from "./messages/hi/status-share.json" with { type: "json" };
import statusSubscribers from "./messages/hi/status-subscribers.json" with { type: "json" };
import system from "./messages/hi/system.json" with { type: "json" };
import team from "./messages/hi/team.json" with { type: "json" };

export const hiMessages = {
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
