// `npm run up` and `npm run dev`: plain JavaScript, because it runs before anything is installed.
import { ensureInstalled, requireNode, root } from "./install.mjs";

const startedAt = Date.now();
const args = process.argv.slice(2);

requireNode();
if (args.includes("--help") || args.includes("-h")) {
  process.stdout.write(`Usage: npm run up [-- option]   start Uptick; Ctrl-C stops it in order, a second Ctrl-C at once
       npm run dev              the same with hot reload, for work on Uptick itself

  --doctor   look over this machine: what is found, what is missing, how to mend it; starts nothing
  --build    build the app and stop, so that the next start is quick
  --help     this text

Environment, all optional; lines such as PORT=3001 in a file .env in this folder count, too:
  PORT=3000             port of the app
  HOST=0.0.0.0          address that the app listens on; 127.0.0.1 is for this machine only
  UPTICK_DATA=.uptick   folder of everything that is kept
  UPTICK_REGIONS=local-1,local-2,local-3   one probe process for each
  DATABASE_URL          a Postgres of yours; unset: a private one in UPTICK_DATA
  REDIS_URL             a Redis or Valkey of yours; unset: a private one when redis-server is found
  UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN   an Upstash Redis of yours
  UPTICK_STREAM=memory  no Redis at all, whatever is named or found
The rest is in .env.example.
`);
  process.exit(0);
}
const modes = { "--build": "build", "--dev": "dev", "--doctor": "doctor" };
const unknown = args.find((arg) => !(arg in modes));
if (unknown) {
  process.stderr.write(`uptick: There is no option "${unknown}". Try: npm run up -- --help\n`);
  process.exit(2);
}
const taken = ["doctor", "build"].find((name) => process.env[`npm_config_${name}`] === "true");
if (taken && args.length === 0) {
  process.stderr.write(`uptick: npm took --${taken} for itself. Put -- before it: npm run up -- --${taken}
`);
  process.exit(2);
}

ensureInstalled();
process.chdir(root);
const { bundle } = await import("./bundle.mjs");
await bundle();
const { main } = await import("../dist/launcher.mjs");
// `npm run dev -- --doctor` asks for the doctor.
await main({ mode: modes[args.at(-1)] ?? "up", root, startedAt });
