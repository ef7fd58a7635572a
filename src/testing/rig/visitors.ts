import { setTimeout as sleep } from "node:timers/promises";

/** People and programs who use an installation while it is worked on. */
export type Visitors = {
  asked: number;
  /** What somebody saw that nobody should see. */
  problems: string[];
  /** `completed`: a stream that said it was over, after which no browser would open the next one. */
  streams: { opened: number; completed: number };
  stop(): Promise<void>;
};

const PAUSE_MS = 150;
const ANSWER_MS = 15_000;

type Site = { url: string; apiKey: string };

/** Each asks for the same again and again until it is stopped; every answer below 400 is right. */
export function startVisitors(site: Site): Visitors {
  const stopping = new AbortController();
  const visitors: Visitors = {
    asked: 0,
    problems: [],
    streams: { opened: 0, completed: 0 },
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
  const repeat = async (visit: () => Promise<unknown>) => {
    while (!stopping.signal.aborted) {
      await visit();
      await sleep(PAUSE_MS);
    }
  };
  const paths = ["/sign-in", "/api/health/live", "/api/trpc/setup.status", query("region.list")];
  const loops = [
    ...paths.map((path) => repeat(() => look(visitors, site, path))),
    repeat(() => lookAtScripts(visitors, site)),
    repeat(() => listen(visitors, site, stopping.signal)),
  ];
  return visitors;
}

function query(procedure: string): string {
  return `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify({ json: {} }))}`;
}

async function look(visitors: Visitors, site: Site, path: string): Promise<string> {
  visitors.asked += 1;
  try {
    const answer = await fetch(`${site.url}${path}`, {
      headers: { authorization: `Bearer ${site.apiKey}` },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await answer.text();
    if (!answer.ok) visitors.problems.push(`${path}: ${answer.status} ${text.slice(0, 200)}`);
    return text;
  } catch (error) {
    visitors.problems.push(`${path}: ${error instanceof Error ? error.message : error}`);
    return "";
  }
}

/** A page from one app, and what it asks for from whichever app comes next. */
async function lookAtScripts(visitors: Visitors, site: Site): Promise<void> {
  const page = await look(visitors, site, "/sign-in");
  const [script] = /\/_next\/static\/[^"]+\.js/.exec(page) ?? [];
  if (script !== undefined) await look(visitors, site, script);
}

/** The dashboard's live stream, opened again whenever it ends. */
async function listen(visitors: Visitors, site: Site, signal: AbortSignal): Promise<void> {
  const input = encodeURIComponent(JSON.stringify({ json: { ids: [] } }));
  try {
    const answer = await fetch(`${site.url}/api/trpc/live.monitors?input=${input}`, {
      headers: { authorization: `Bearer ${site.apiKey}`, accept: "text/event-stream" },
      signal,
    });
    if (answer.status !== 200) visitors.problems.push(`live.monitors: ${answer.status}`);
    visitors.streams.opened += 1;
    const text = await answer.text();
    if (/^event: return/m.test(text)) visitors.streams.completed += 1;
  } catch (error) {
    if (!signal.aborted)
      visitors.problems.push(`live.monitors: ${error instanceof Error ? error.message : error}`);
  }
}
