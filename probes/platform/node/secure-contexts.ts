import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import type { TlsOptions } from "#contracts/checks/check-fields.ts";
import { Fault } from "#probes/core/fault.ts";

const MOST_CONTEXTS = 100;

/** A context holds its parsed authorities, a few ms of work with further ones, so checks with equal options share theirs. */
export class SecureContexts {
  private readonly known = new Map<string, SecureContext>();

  /** `ca`: authorities in PEM that every check trusts, beside Node's own. */
  constructor(private readonly ca: readonly string[] = []) {}

  /** Throws a Fault `internal` for a certificate or key that cannot be read: the target has no part in it. */
  get(options: TlsOptions): SecureContext {
    const key = JSON.stringify([options.minVersion, options.ca, options.clientCertificate]);
    const known = this.known.get(key);
    if (known) return known;
    const made = this.make(options);
    const [oldest] = this.known.keys();
    if (this.known.size >= MOST_CONTEXTS && oldest !== undefined) this.known.delete(oldest);
    this.known.set(key, made);
    return made;
  }

  private make({ ca, clientCertificate, minVersion }: TlsOptions): SecureContext {
    const further = ca === null ? this.ca : [...this.ca, ca];
    try {
      return createSecureContext({
        minVersion: minVersion === "1.0" ? "TLSv1" : `TLSv${minVersion}`,
        // OpenSSL 3 has no cipher for TLS below 1.2 at its usual security level.
        ...(minVersion === "1.0" || minVersion === "1.1" ? { ciphers: "DEFAULT@SECLEVEL=0" } : {}),
        ...(further.length > 0 ? { ca: [...rootCertificates, ...further] } : {}),
        ...(clientCertificate ? { cert: clientCertificate.certificate, key: clientCertificate.key } : {}),
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Fault("internal", `The check's own certificate, key or authority cannot be used: ${why}`);
    }
  }
}
