import { restRouter } from "../rest-endpoint.ts";
import { channelEndpoints } from "./channel-endpoints.ts";
import { historyEndpoints } from "./history-endpoints.ts";
import { incidentEndpoints } from "./incident-endpoints.ts";
import { maintenanceEndpoints } from "./maintenance-endpoints.ts";
import { monitorEndpoints } from "./monitor-endpoints.ts";
import { objectiveEndpoints } from "./objective-endpoints.ts";
import { statusPageEndpoints } from "./status-page-endpoints.ts";
import { systemEndpoints } from "./system-endpoints.ts";

/** REST v1: what is promised to programs. Paths, parameters and answers only gain members. */
export const restV1Router = restRouter({
  monitors: monitorEndpoints,
  history: historyEndpoints,
  incidents: incidentEndpoints,
  maintenance: maintenanceEndpoints,
  channels: channelEndpoints,
  statusPages: statusPageEndpoints,
  objectives: objectiveEndpoints,
  workspace: systemEndpoints,
});
