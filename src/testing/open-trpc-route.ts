import { vi } from "vitest";
import { sealSession } from "#server/auth/seal-session.ts";
import { handleTrpcRequest } from "#server/trpc/handle-request.ts";
import { createDashboard } from "./dashboard.ts";

const APP_URL = "http://localhost:3000";

/** The route of the procedures as it is served, with the cookie of an owner. */
export async function openTrpcRoute() {
  const dashboard = await createDashboard();
  const { auth } = dashboard.deps;
  vi.stubEnv("DATABASE_URL", dashboard.database.url);
  vi.stubEnv("UPSTASH_REDIS_REST_URL", "http://127.0.0.1:9");
  vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", "nobody answers there");
  vi.stubEnv("NEXTAUTH_URL", APP_URL);
  vi.stubEnv("NEXTAUTH_SECRET", auth.secret);
  const cookie = `uptick-session=${await sealSession(auth, await dashboard.member({ role: "owner" }))}`;

  async function ask(path: string, init: RequestInit): Promise<number> {
    const response = await handleTrpcRequest(new Request(`${APP_URL}/api/trpc/${path}`, init));
    await response.text();
    return response.status;
  }

  return {
    post: (path: string, body: RequestInit["body"]) =>
      ask(path, {
        method: "POST",
        headers: { cookie, "content-type": "application/json", origin: APP_URL },
        body,
        duplex: "half",
      } as RequestInit),
    /** `path` may have a query. */
    get: (path: string, input: string) =>
      ask(`${path}${path.includes("?") ? "&" : "?"}input=${encodeURIComponent(input)}`, {
        headers: { cookie },
      }),
    async close() {
      vi.unstubAllEnvs();
      await dashboard.close();
    },
  };
}
