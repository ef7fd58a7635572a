import { exampleOf } from "./example-of.ts";
import { type ApiOperation, bodySchemaOf, type OpenApi } from "./openapi.ts";

export const EXAMPLE_LANGUAGES = ["curl", "JavaScript", "Python"] as const;
export type ExampleLanguage = (typeof EXAMPLE_LANGUAGES)[number];

type Call = { method: string; url: string; body: string | null; isOnce: boolean };

/** A call as somebody would type it; the key is in the environment. */
export function callExample(
  document: OpenApi,
  asked: { operation: ApiOperation; method: string; path: string; language: ExampleLanguage },
): string {
  const { operation, method, path, language } = asked;
  const schema = bodySchemaOf(operation);
  const call = {
    method,
    url: `${document.servers[0]?.url ?? ""}${path.replaceAll("{id}", "$ID").replaceAll("{name}", "$NAME")}`,
    body: schema && JSON.stringify(exampleOf(document, schema), null, 2),
    isOnce: method === "POST",
  };
  if (language === "curl") return curlOf(call);
  return language === "JavaScript" ? javaScriptOf(call) : pythonOf(call);
}

function curlOf({ method, url, body, isOnce }: Call): string {
  const lines = [
    `curl -fsS${method === "GET" ? "" : ` -X ${method}`} "${url}"`,
    `-H "Authorization: Bearer $UPTICK_KEY"`,
    ...(isOnce ? [`-H "Idempotency-Key: $(uuidgen)"`] : []),
    ...(body === null
      ? []
      : [`-H "Content-Type: application/json"`, `-d '${body.replaceAll("'", "'\\''")}'`]),
  ];
  return lines.join(" \\\n  ");
}

function javaScriptOf({ method, url, body, isOnce }: Call): string {
  const address = url.replace(/\$(ID|NAME)/g, (_, name: string) => `\${${name.toLowerCase()}}`);
  const headers = [
    "    authorization: `Bearer $" + "{process.env.UPTICK_KEY}`,",
    ...(isOnce ? ['    "idempotency-key": crypto.randomUUID(),'] : []),
    ...(body === null ? [] : ['    "content-type": "application/json",']),
  ];
  return [
    `const response = await fetch(\`${address}\`, {`,
    ...(method === "GET" ? [] : [`  method: "${method}",`]),
    "  headers: {",
    ...headers,
    "  },",
    ...(body === null ? [] : [`  body: JSON.stringify(${body.replaceAll("\n", "\n  ")}),`]),
    "});",
    "const answer = await response.json();",
  ].join("\n");
}

function pythonOf({ method, url, body, isOnce }: Call): string {
  const address = url.replace(/\$(ID|NAME)/g, (_, name: string) => `{${name.toLowerCase()}}`);
  return [
    "import json, os, urllib.request, uuid",
    "",
    "request = urllib.request.Request(",
    `    f"${address}",`,
    `    method="${method}",`,
    "    headers={",
    `        "Authorization": f"Bearer {os.environ['UPTICK_KEY']}",`,
    ...(isOnce ? ['        "Idempotency-Key": str(uuid.uuid4()),'] : []),
    ...(body === null ? [] : ['        "Content-Type": "application/json",']),
    "    },",
    ...(body === null ? [] : [`    data=json.dumps(json.loads(r'''${body}''')).encode(),`]),
    ")",
    "answer = json.load(urllib.request.urlopen(request))",
  ].join("\n");
}
