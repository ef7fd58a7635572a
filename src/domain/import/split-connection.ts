import { type DatabaseEngine, PORT_OF_ENGINE } from "#contracts/checks/database.ts";

export type ConnectionParts = {
  host: string;
  port: number;
  database: string;
  username: string;
  password: string;
  secure: boolean;
};

/** Of a URL such as `postgres://user:password@host:5432/name`. What cannot be read is left empty. */
export function splitConnection(text: string, engine: DatabaseEngine): ConnectionParts {
  const url = URL.canParse(text) ? new URL(text) : null;
  return {
    host: url?.hostname.replace(/^\[(.*)\]$/, "$1") ?? "",
    port: url === null || url.port === "" ? PORT_OF_ENGINE[engine] : Number(url.port),
    database: plain(url?.pathname.slice(1)),
    username: plain(url?.username),
    password: plain(url?.password),
    secure: url !== null && isSecure(url),
  };
}

function isSecure({ protocol, searchParams }: URL): boolean {
  const mode = searchParams.get("sslmode") ?? "disable";
  return (
    protocol === "rediss:" || protocol === "mongodb+srv:" || !["disable", "allow", "prefer"].includes(mode)
  );
}

function plain(part: string | undefined): string {
  if (part === undefined) return "";
  try {
    return decodeURIComponent(part);
  } catch {
    // A percent sign of its own: it is meant as it stands.
    return part;
  }
}
