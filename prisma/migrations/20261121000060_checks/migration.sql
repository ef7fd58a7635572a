-- Checks of every kind: an HTTP check has more fields than it had.
ALTER TABLE "monitor" ADD COLUMN "target" TEXT NOT NULL DEFAULT '';

UPDATE "monitor" SET
  "target" = coalesce("check"->>'url', ''),
  "check" = '{
    "query": [], "bodyType": "raw", "assertions": {"match": "all", "list": []}, "auth": {"type": "none"},
    "cookies": [], "maxRedirects": 10, "ipFamily": "any", "httpVersion": "1.1",
    "tls": {"verify": true, "minVersion": "1.2", "serverName": null, "ca": null, "clientCertificate": null},
    "proxy": null, "certificateDays": null
  }'::jsonb || "check"
WHERE "kind" = 'http';
