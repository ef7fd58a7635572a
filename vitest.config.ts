import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", "**/.next/**", "**/dist/**", "e2e/**"];
// Real processes under load and in real time: nothing else may take the machine from them.
const rig = "src/testing/rig/**/*.int.test.ts";
const services = {
  globalSetup: ["src/testing/start-postgres.ts"],
  pool: "forks" as const,
  testTimeout: 60_000,
  hookTimeout: 120_000,
};
// `server-only` throws outside of a React server build.
const alias = { "server-only": fileURLToPath(new URL("./scripts/empty.mjs", import.meta.url)) };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.int.test.ts"],
          setupFiles: ["src/testing/setup-console.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "int",
          include: ["**/*.int.test.ts"],
          exclude: [...exclude, rig],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          ...services,
        },
      },
      {
        extends: true,
        test: {
          name: "rig",
          include: [rig],
          exclude,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          ...services,
        },
      },
    ],
  },
});
