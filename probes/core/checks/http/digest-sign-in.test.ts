import { expect, test } from "vitest";
import { answerDigest, findDigestChallenge } from "./digest-sign-in.ts";

// RFC 7616 §3.9.1: the same request answered by either algorithm.
const LOGIN = { username: "Mufasa", password: "Circle of Life" };
const PROOF = {
  request: { method: "GET", url: new URL("http://www.example.org/dir/index.html") },
  cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
  count: 1,
};
const FIELDS =
  'realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';

test.each([
  { algorithm: "MD5", response: "8ca523f5e9506fed4657c9700eebdbec" },
  {
    algorithm: "SHA-256",
    response: "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
  },
])(
  "the example of RFC 7616 §3.9.1 with $algorithm has the RFC's response",
  async ({ algorithm, response }) => {
    const challenge = findDigestChallenge([["WWW-Authenticate", `Digest ${FIELDS}, algorithm=${algorithm}`]]);
    if (challenge === null) throw new Error("no challenge");
    const answer = await answerDigest(challenge, LOGIN, PROOF);
    expect(answer).toContain(`response="${response}"`);
    expect(answer).toContain('username="Mufasa"');
    expect(answer).toContain('uri="/dir/index.html"');
    expect(answer).toContain("nc=00000001");
    expect(answer).toContain("qop=auth,");
    expect(answer).toContain('opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"');
  },
);

// RFC 2617 §3.5 and RFC 2069 §2.4 (as corrected by errata 749).
test("the example of RFC 2617 §3.5 has the RFC's response", async () => {
  const challenge = findDigestChallenge([
    [
      "WWW-Authenticate",
      'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
    ],
  ]);
  if (challenge === null) throw new Error("no challenge");
  const login = { username: "Mufasa", password: "Circle Of Life" };
  const answer = await answerDigest(challenge, login, { ...PROOF, cnonce: "0a4f113b" });
  expect(answer).toContain('response="6629fae49393a05397450978507c4ef1"');
});

test("of two challenges the stronger is answered, also when one header holds both and another scheme", () => {
  const both = findDigestChallenge([
    [
      "www-authenticate",
      `Basic realm="a, b", Digest ${FIELDS}, algorithm=MD5, Digest ${FIELDS}, algorithm=SHA-256`,
    ],
  ]);
  expect(both).toMatchObject({ algorithm: "SHA-256", qop: "auth", realm: "http-auth@example.org" });
  const split = findDigestChallenge([
    ["WWW-Authenticate", `Digest ${FIELDS}, algorithm=MD5`],
    ["WWW-Authenticate", `Digest ${FIELDS}, algorithm=SHA-256`],
  ]);
  expect(split?.algorithm).toBe("SHA-256");
});

test.each([
  { name: "another scheme only", value: 'Basic realm="x"' },
  { name: "an algorithm that is not known", value: `Digest ${FIELDS}, algorithm=SHA-512-256` },
  { name: "auth-int only", value: 'Digest realm="x", nonce="1", qop="auth-int"' },
  { name: "no nonce", value: 'Digest realm="x", qop="auth"' },
])("$name is not answered", ({ value }) => {
  expect(findDigestChallenge([["WWW-Authenticate", value]])).toBeNull();
});

// RFC 7616 §3.9.2 names the user by a hash; its own response is of SHA-512-256, so only the hashing is compared.
test("a user's name is hashed when the server wants that, and encoded when it is not ASCII", async () => {
  const challenge = findDigestChallenge([
    ["WWW-Authenticate", 'Digest realm="api@example.org", qop="auth", nonce="1", charset=UTF-8'],
  ]);
  if (challenge === null) throw new Error("no challenge");
  const login = { username: "Jäsøn Doe", password: "Secret, or not?" };
  expect(await answerDigest(challenge, login, PROOF)).toContain("username*=UTF-8''J%C3%A4s%C3%B8n%20Doe");
  const hashed = await answerDigest({ ...challenge, hashesUserName: true }, login, PROOF);
  expect(hashed).toMatch(/username="[0-9a-f]{32}".*userhash=true/);
});
