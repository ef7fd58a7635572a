import * as z from "zod";

/** `{{secret.NAME}}` stands for a secret of the workspace; `{{vars.NAME}}` for what an earlier step has found. */
export const SECRET_REFERENCE = /\{\{\s*secret\.([A-Z][A-Z0-9_]{0,63})\s*\}\}/g;
const WHOLE_REFERENCE = /^\{\{\s*secret\.[A-Z][A-Z0-9_]{0,63}\s*\}\}$/;

/** A credential is never written into a check: it names a secret, which is kept encrypted. */
export const SecretReference = z
  .string()
  .trim()
  .regex(
    WHOLE_REFERENCE,
    "Choose a secret, such as {{secret.API_TOKEN}}. Credentials are kept as secrets only.",
  );

const LABEL = /^(?!-)[\p{L}\p{N}_-]{1,63}(?<!-)$/u;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const IPV6 = /^[0-9a-f:.]{2,45}$/i;

/** A name or an address, without scheme, port or path. IPv6 without brackets. */
export const Host = z
  .string()
  .trim()
  .min(1, "Give the host to check, such as db.example.com.")
  .max(253, "A host name has 253 characters at most.")
  .transform((host) =>
    host
      .replace(/^\[(.*)\]$/, "$1")
      .replace(/\.$/, "")
      .toLowerCase(),
  )
  .refine(isHost, "Give a host name or an address without https://, port or path.");

export const Port = z
  .number("Give a port.")
  .int("A port is a whole number.")
  .min(1, "Ports are 1 to 65535.")
  .max(65_535, "Ports are 1 to 65535.");

export const IpFamily = z.enum(["any", "v4", "v6"]);
export type IpFamily = z.infer<typeof IpFamily>;

/** What is sent or looked for in a conversation: text with the escapes \r \n \t \\ and \xHH. */
export const Payload = z.string().max(16_384, "16,384 characters at most.");

export const NamedText = z.strictObject({
  name: z.string().trim().min(1, "Give it a name.").max(256),
  value: z.string().max(8192),
});
export type NamedText = z.infer<typeof NamedText>;

const Pem = z
  .string()
  .max(32_768)
  .refine((text) => text.includes("-----BEGIN "), "Paste the PEM text, with its BEGIN and END lines.");

/** How a TLS connection is made. `serverName` null: the host. `ca`: further authorities that are trusted, PEM. */
export const TlsOptions = z.strictObject({
  verify: z.boolean().default(true),
  minVersion: z.enum(["1.0", "1.1", "1.2", "1.3"]).default("1.2"),
  serverName: Host.nullable().default(null),
  ca: Pem.nullable().default(null),
  /** The key is a secret's value in PEM. */
  clientCertificate: z.strictObject({ certificate: Pem, key: SecretReference }).nullable().default(null),
});
export type TlsOptions = z.infer<typeof TlsOptions>;
export const DEFAULT_TLS: TlsOptions = TlsOptions.parse({});

/** User name in the open, password as a secret. */
export const Login = z.strictObject({
  username: z.string().max(256),
  password: SecretReference,
});
export type Login = z.infer<typeof Login>;

function isHost(host: string): boolean {
  if (IPV4.test(host)) return host.split(".").every((part) => Number(part) <= 255);
  if (host.includes(":")) return IPV6.test(host);
  return host.split(".").every((label) => LABEL.test(label));
}
