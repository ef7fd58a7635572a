import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";
import {
  derBits,
  derBoolean,
  derInteger,
  derOctets,
  derOid,
  derSequence,
  derSet,
  derTagged,
  derText,
  derTime,
} from "./der.ts";

export type IssuedCertificate = { cert: string; key: string };
export type CertificateWish = {
  hosts: readonly string[];
  validFrom?: Date;
  validTo?: Date;
  /** Where the issuer's certificate is to be had, as those of public authorities say. */
  issuerUrl?: string;
};
export type CertificateAuthority = {
  /** PEM for NODE_EXTRA_CA_CERTS. */
  cert: string;
  issue(wish: CertificateWish): IssuedCertificate;
};

const OID = {
  commonName: "2.5.4.3",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  basicConstraints: "2.5.29.19",
  subjectAltName: "2.5.29.17",
  authorityInfoAccess: "1.3.6.1.5.5.7.1.1",
  caIssuers: "1.3.6.1.5.5.7.48.2",
};
const DAY_MS = 86_400_000;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;
const URI = 0x86;
const CONTEXT_0 = 0xa0;
const CONTEXT_3 = 0xa3;

/** Certificates made on the spot: no key lives in the repository and none expires there. */
export function createCertificateAuthority(name = "Uptick test authority"): CertificateAuthority {
  const authority = newKey();
  const cert = certificate({
    subject: name,
    issuer: name,
    subjectKey: authority.publicKey,
    signer: authority.privateKey,
    ca: true,
  });
  return {
    cert,
    issue: (wish) => {
      const own = newKey();
      const subject = wish.hosts[0] ?? "nobody";
      const issued = certificate({
        subject,
        issuer: name,
        subjectKey: own.publicKey,
        signer: authority.privateKey,
        ...wish,
      });
      return { cert: issued, key: pem(own.privateKey) };
    },
  };
}

export function selfSignedCertificate(wish: CertificateWish): IssuedCertificate {
  const own = newKey();
  const subject = wish.hosts[0] ?? "nobody";
  const cert = certificate({
    subject,
    issuer: subject,
    subjectKey: own.publicKey,
    signer: own.privateKey,
    ...wish,
  });
  return { cert, key: pem(own.privateKey) };
}

type Draft = {
  subject: string;
  issuer: string;
  subjectKey: KeyObject;
  signer: KeyObject;
  hosts?: readonly string[];
  validFrom?: Date;
  validTo?: Date;
  issuerUrl?: string;
  ca?: boolean;
};

function certificate(draft: Draft): string {
  const algorithm = derSequence(derOid(OID.ecdsaWithSha256));
  const from = draft.validFrom ?? new Date(Date.now() - DAY_MS);
  const to = draft.validTo ?? new Date(Date.now() + 365 * DAY_MS);
  const body = derSequence(
    derTagged(CONTEXT_0, derInteger(Buffer.of(2))),
    derInteger(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    algorithm,
    nameOf(draft.issuer),
    derSequence(derTime(from), derTime(to)),
    nameOf(draft.subject),
    draft.subjectKey.export({ type: "spki", format: "der" }),
    derTagged(CONTEXT_3, derSequence(...extensionsOf(draft))),
  );
  const signature = sign("sha256", body, draft.signer);
  const der = derSequence(body, algorithm, derBits(signature));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function extensionsOf(draft: Draft): Buffer[] {
  const constraints = derSequence(...(draft.ca ? [derBoolean(true)] : []));
  const extensions = [derSequence(derOid(OID.basicConstraints), derBoolean(true), derOctets(constraints))];
  if (draft.hosts && draft.hosts.length > 0) {
    const names = derSequence(...draft.hosts.map(alternativeName));
    extensions.push(derSequence(derOid(OID.subjectAltName), derOctets(names)));
  }
  if (draft.issuerUrl !== undefined) {
    const place = derTagged(URI, Buffer.from(draft.issuerUrl, "latin1"));
    const access = derSequence(derSequence(derOid(OID.caIssuers), place));
    extensions.push(derSequence(derOid(OID.authorityInfoAccess), derOctets(access)));
  }
  return extensions;
}

function alternativeName(host: string): Buffer {
  if (isIP(host) === 4) return derTagged(IP_ADDRESS, Buffer.from(host.split(".").map(Number)));
  return derTagged(DNS_NAME, Buffer.from(host, "latin1"));
}

function nameOf(commonName: string): Buffer {
  return derSequence(derSet(derSequence(derOid(OID.commonName), derText(commonName))));
}

function newKey() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}
