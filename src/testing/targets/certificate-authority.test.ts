import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { createCertificateAuthority, selfSignedCertificate } from "./certificate-authority.ts";

test("an issued certificate names its hosts and is signed by the authority", () => {
  const authority = createCertificateAuthority();
  const root = new X509Certificate(authority.cert);
  const issued = new X509Certificate(authority.issue({ hosts: ["localhost", "127.0.0.1"] }).cert);

  expect(root.ca).toBe(true);
  expect(issued.ca).toBe(false);
  expect(issued.verify(root.publicKey)).toBe(true);
  expect(issued.checkHost("localhost")).toBe("localhost");
  expect(issued.checkIP("127.0.0.1")).toBe("127.0.0.1");
});

test("a certificate can be made that has expired", () => {
  const validTo = new Date("2020-01-02T03:04:05Z");
  const issued = selfSignedCertificate({
    hosts: ["localhost"],
    validFrom: new Date("2020-01-01T00:00:00Z"),
    validTo,
  });
  expect(new Date(new X509Certificate(issued.cert).validTo)).toEqual(validTo);
});
