import { env } from "#env";
import { writeSecurityText } from "#server/runtime/write-security-text.ts";

export const dynamic = "force-dynamic";

/** RFC 9116. Who runs this installation answers for it: without a contact there is nothing to say. */
export function GET(): Response {
  const { UPTICK_CONTACT_URL: contactUrl, NEXTAUTH_URL: appUrl } = env();
  if (contactUrl === undefined) return new Response("Not found.", { status: 404 });
  return new Response(writeSecurityText({ contactUrl, appUrl }, Date.now()), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=86400" },
  });
}
