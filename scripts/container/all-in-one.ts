import { fileURLToPath } from "node:url";
import { main } from "#scripts/launcher/main.ts";

await main({ mode: "image", root: fileURLToPath(new URL("..", import.meta.url)), startedAt: Date.now() });
