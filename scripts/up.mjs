// `npm run up` and `npm run dev`: plain JavaScript, because it runs before anything is installed.
import { ensureInstalled, requireNode, root } from "./install.mjs";

const startedAt = Date.now();
const args = process.argv.slice(2);

requireNode();
if (args.includes("--help") || args.includes("-h")) {
  process.stdout.write(`Usage: npm run up [-- options]      start Uptick
       npm run dev                   the same with hot reload

  --build    build the app and stop
  --doctor   say what was found on this machine and how to mend it
  --help     this text

Environment (all optional; a .env file in this folder is read too):
  PORT=3000  HOST=0.0.0.0  UPTICK_DATA=.uptick  UPTICK_REGIONS=local-1,local-2,local-3
  DATABASE_URL  REDIS_URL  UPSTASH_REDIS_REST_URL  UPSTASH_REDIS_REST_TOKEN
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

ensureInstalled();
process.chdir(root);
const { bundle } = await import("./bundle.mjs");
await bundle();
const { main } = await import("../dist/launcher.mjs");
// `npm run dev -- --doctor` asks for the doctor.
await main({ mode: modes[args.at(-1)] ?? "up", root, startedAt });
