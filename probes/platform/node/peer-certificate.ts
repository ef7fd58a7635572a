import type { X509Certificate } from "node:crypto";
import type { Evidence } from "#contracts/tick.ts";
import { cleanText } from "#probes/core/checks/transcript.ts";

/** `code` is Node's or OpenSSL's reason for not trusting it, null for a valid one. */
export function describeCertificate(peer: X509Certificate, code: string | null): Evidence["certificate"] {
  return {
    subject: nameOf(peer.subject),
    issuer: nameOf(peer.issuer),
    validFrom: peer.validFrom,
    validTo: peer.validTo,
    authorizationError: code,
  };
}

/** Why a certificate is not valid, in words. `host` is the name that was asked for. */
export function explainCertificate(
  peer: X509Certificate,
  { code, host, nowMs }: { code: string; host: string; nowMs: number },
): string {
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return Date.parse(peer.validTo) <= nowMs
        ? `it expired on ${dayOf(peer.validTo)}.`
        : "a certificate between it and its authority has expired.";
    case "CERT_NOT_YET_VALID":
      return `it is valid only from ${dayOf(peer.validFrom)} on.`;
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
      return "it is signed by itself.";
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return "its chain ends in an authority that is not known.";
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return sentAlone(peer);
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return "its chain is incomplete or ends in an authority that is not known.";
    case "CERT_REVOKED":
      return "it has been revoked.";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `it is not for ${host} but for ${namesOf(peer)}.`;
    default:
      return `${code}.`;
  }
}

/** Public authorities say where the issuer's certificate is to be had; one that says it and was not sent was forgotten. */
function sentAlone(peer: X509Certificate): string {
  const issuer = nameOf(peer.issuer);
  return (peer.infoAccess ?? "").includes("CA Issuers")
    ? `its chain is incomplete: the certificate of its issuer (${issuer}) is not sent.`
    : `its authority is not known: ${issuer}.`;
}

function namesOf(peer: X509Certificate): string {
  const names = (peer.subjectAltName ?? "")
    .split(", ")
    .map((name) => name.replace(/^(DNS|IP Address):/, ""))
    .filter((name) => name !== "");
  if (names.length === 0) return nameOf(peer.subject);
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

function nameOf(name: string | undefined): string {
  return cleanText((name ?? "").replaceAll("\n", ", ").slice(0, 300));
}

function dayOf(time: string): string {
  return new Date(time).toISOString().slice(0, 10);
}
