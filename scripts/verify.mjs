// `npm run verify`: format, lint, types, import rules, dead code, documents and unit tests; no services.
import { runChecks } from "./checks.mjs";
import { ensureInstalled, requireNode, root } from "./install.mjs";
import { runVitest } from "./test-suites.mjs";

requireNode();
ensureInstalled();
process.chdir(root);
const checked = await runChecks();
const unit = await runVitest("unit");
const failed = checked.failed + unit.failed;
process.stdout.write(`${checked.passed + unit.passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
