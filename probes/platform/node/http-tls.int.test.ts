import { createServer as createTlsServer } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { Evidence } from "#contracts/tick.ts";
import { createCertificateAuthority, selfSignedCertificate } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { closeTargets, configOf, fine, listen } from "../../testing/socket-targets.ts";
import { createHttpRunner } from "./http-runner.ts";

const runner = createHttpRunner({ egress: OPEN_EGRESS });
afterEach(closeTargets);

async function serveTls(identity: { cert: string; key: string }): Promise<string> {
  const server = createTlsServer(identity, (socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.end(fine("secret")));
  });
  server.on("tlsClientError", () => undefined);
  return `https://localhost:${await listen(server)}/`;
}

test("a certificate of a known authority is ok and measured", async () => {
  const authority = createCertificateAuthority();
  const trusting = createHttpRunner({ egress: OPEN_EGRESS, ca: [authority.cert] });
  const seen = await trusting.run(configOf(await serveTls(authority.issue({ hosts: ["localhost"] }))));
  expect(seen.outcome).toBe("ok");
  expect(seen.tlsUs).toBeGreaterThan(0);
  expect(Evidence.parse(seen.evidence()).certificate).toMatchObject({ authorizationError: null });
});

test.each([
  { name: "self-signed", make: () => selfSignedCertificate({ hosts: ["localhost"] }), ca: undefined },
  {
    name: "of an unknown authority",
    make: () => createCertificateAuthority().issue({ hosts: ["localhost"] }),
  },
])("a certificate that is $name fails as tls, with the certificate as evidence", async ({ make }) => {
  const seen = await runner.run(configOf(await serveTls(make())));
  expect(seen).toMatchObject({ outcome: "tls", status: null });
  expect(seen.evidence().certificate?.authorizationError).toMatch(/SELF_SIGNED|UNABLE_TO/);
});

test.each([
  { name: "for another name", wish: { hosts: ["other.example"] } },
  { name: "expired", wish: { hosts: ["localhost"], validFrom: new Date(0), validTo: new Date(86_400_000) } },
])("a trusted certificate that is $name fails as tls", async ({ wish }) => {
  const authority = createCertificateAuthority();
  const trusting = createHttpRunner({ egress: OPEN_EGRESS, ca: [authority.cert] });
  const seen = await trusting.run(configOf(await serveTls(authority.issue(wish))));
  expect(seen.outcome).toBe("tls");
});
