import type { ChannelKind } from "#contracts/channel.ts";
import { apprise } from "./apprise/apprise.ts";
import type { AnyChannel } from "./channel.ts";
import { discord } from "./discord/discord.ts";
import { email } from "./email/email.ts";
import { googleChat } from "./google-chat/google-chat.ts";
import { gotify } from "./gotify/gotify.ts";
import { grafanaOncall } from "./grafana-oncall/grafana-oncall.ts";
import { homeAssistant } from "./home-assistant/home-assistant.ts";
import { incidentIo } from "./incident-io/incident-io.ts";
import { line } from "./line/line.ts";
import { matrix } from "./matrix/matrix.ts";
import { mattermost } from "./mattermost/mattermost.ts";
import { ntfy } from "./ntfy/ntfy.ts";
import { opsgenie } from "./opsgenie/opsgenie.ts";
import { pagerduty } from "./pagerduty/pagerduty.ts";
import { pushbullet } from "./pushbullet/pushbullet.ts";
import { pushover } from "./pushover/pushover.ts";
import { rocketChat } from "./rocket-chat/rocket-chat.ts";
import { signal } from "./signal/signal.ts";
import { slack } from "./slack/slack.ts";
import { splunkOnCall } from "./splunk-on-call/splunk-on-call.ts";
import { teams } from "./teams/teams.ts";
import { telegram } from "./telegram/telegram.ts";
import { twilioSms } from "./twilio-sms/twilio-sms.ts";
import { webPush } from "./web-push/web-push.ts";
import { webhook } from "./webhook/webhook.ts";
import { zulip } from "./zulip/zulip.ts";

/** Every kind of channel, in the order of the picker. A configuration goes through `configSchema` before `format`. */
export const channels: Record<ChannelKind, AnyChannel> = {
  email,
  webhook,
  slack,
  discord,
  teams,
  telegram,
  pagerduty,
  opsgenie,
  "google-chat": googleChat,
  mattermost,
  matrix,
  ntfy,
  gotify,
  pushover,
  pushbullet,
  "twilio-sms": twilioSms,
  signal,
  "rocket-chat": rocketChat,
  zulip,
  line,
  "grafana-oncall": grafanaOncall,
  "incident-io": incidentIo,
  "splunk-on-call": splunkOnCall,
  "home-assistant": homeAssistant,
  apprise,
  "web-push": webPush,
};
