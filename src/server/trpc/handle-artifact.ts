import { appDeps } from "./app-deps.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";
import { answerRefusal } from "./csv-response.ts";
import { createCallerFactory } from "./init.ts";

const createCaller = createCallerFactory(appRouter);
const ENDINGS: Record<string, string> = { "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp" };

/** A screenshot or a trace for whoever may see its monitor. What a target made is shown, and never run. */
export async function handleArtifact(
  request: Request,
  asked: { id: string; artifactId: string },
): Promise<Response> {
  try {
    const context = await createContext(appDeps(), {
      headers: request.headers,
      forgery: "Files are only read.",
    });
    const file = await createCaller(context).monitor.artifact(asked);
    const ending = ENDINGS[file.contentType];
    const name = `${file.kind}-${asked.artifactId}.${ending ?? "zip"}`;
    return new Response(Buffer.from(file.bytes, "base64"), {
      headers: {
        ...PRIVATE,
        "content-type": file.contentType,
        "content-disposition": `${ending === undefined ? "attachment" : "inline"}; filename="${name}"`,
        "content-security-policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
        "cross-origin-resource-policy": "same-origin",
      },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}

const PRIVATE = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };
