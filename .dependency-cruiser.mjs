// Run by npm run verify: node --import ./scripts/parse-tsx.mjs …/dependency-cruise.mjs --config .dependency-cruiser.mjs src probes scripts
const test = "\\.(int\\.)?test\\.tsx?$";
const notTest = { pathNot: test };
/** Packages that compute and do nothing else. */
const PURE = "(rrule-temporal|temporal-polyfill|re2js|json-p3|croner|yaml|papaparse|saxes)/";
const valueOnly = { dependencyTypesNot: ["type-only", "type-import"] };

function forbid(name, from, to) {
  return { name, severity: "error", from, to };
}

// biome-ignore lint/style/noDefaultExport: the format of the tool
export default {
  forbidden: [
    forbid(
      "no-cycles",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only", "type-import"] } },
    ),
    forbid("imports-resolve", {}, { couldNotResolve: true, pathNot: "^(#generated/|src/generated/)" }),
    forbid(
      "production-needs-no-testing",
      { pathNot: [test, "^src/testing/", "^probes/testing/", "^bench/", "^e2e/"] },
      { path: "^(src|probes)/testing/" },
    ),
    forbid(
      "production-needs-no-dev-packages",
      { path: "^(src|probes)/", pathNot: [test, "/testing/"] },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "type-import"] },
    ),

    // A page loads them with the first that it has to say: #ui/theme/toast.ts.
    forbid(
      "toasts-come-on-demand",
      { path: "^src/", pathNot: "^src/ui/theme/toast-panel" },
      { path: "^node_modules/sonner/", ...valueOnly },
    ),
    forbid(
      "contracts-know-only-zod",
      { path: "^src/contracts", ...notTest },
      { pathNot: "^(src/contracts/|node_modules/zod/)" },
    ),
    // Calendars and zones are arithmetic, too; the two packages do nothing else. Patterns, paths and formats of texts likewise.
    forbid(
      "domain-is-pure",
      { path: "^src/domain", pathNot: [test, "^src/domain/(import|incoming)/"] },
      { pathNot: `^(src/(domain|contracts)/|node_modules/${PURE})` },
    ),
    // What others have written is read by schemas of their own, which are nobody's contract.
    forbid(
      "what-reads-foreign-files-is-pure",
      { path: "^src/domain/(import|incoming)/", ...notTest },
      { pathNot: `^(src/(domain|contracts)/|node_modules/(zod/|${PURE}))` },
    ),

    forbid(
      "stages-meet-only-through-data",
      { path: "^src/server/pipeline/([^/]+)/", ...notTest },
      { path: "^src/server/pipeline/", pathNot: "^src/server/pipeline/$1/" },
    ),
    forbid(
      "actions-run-no-stages-or-views",
      { path: "^src/server/actions/", ...notTest },
      { path: "^src/server/(pipeline|views|trpc)/" },
    ),
    forbid(
      "views-run-no-stages-or-actions",
      { path: "^src/server/views/", ...notTest },
      { path: "^src/server/(pipeline|actions|trpc)/" },
    ),
    forbid(
      "store-has-no-rules",
      { path: "^src/server/store/", ...notTest },
      { path: "^src/server/", pathNot: "^src/server/(store|runtime)/" },
    ),
    forbid(
      "routers-run-no-queries",
      { path: "^src/server/trpc/routers/", ...notTest },
      { path: "^src/server/(store|stream)/", ...valueOnly },
    ),
    forbid("server-knows-no-screen", { path: "^src/server/", ...notTest }, { path: "^src/(app|ui)/" }),

    forbid(
      "only-store-touches-the-database",
      {
        path: "^(src|probes)/",
        // A check of somebody's Postgres speaks to theirs, never to Uptick's own.
        pathNot: [
          test,
          "^src/server/store/",
          "^src/generated/",
          "/testing/",
          "^probes/platform/node/checks/database/",
        ],
      },
      { path: "^(node_modules/(pg|@prisma)/|src/generated/)", ...valueOnly },
    ),
    forbid(
      "only-stream-touches-redis",
      { path: "^(src|probes)/", pathNot: [test, "^src/(server/stream|transport)/", "/testing/"] },
      { path: "^node_modules/(@upstash/redis|ioredis)/", ...valueOnly },
    ),
    forbid(
      "only-auth-touches-next-auth",
      { path: "^(src|probes)/", pathNot: [test, "^src/server/auth/", "^src/app/api/auth/", "^src/ui/auth/"] },
      { path: "^node_modules/next-auth/", ...valueOnly },
    ),

    forbid(
      "screens-run-no-server-code",
      { path: "^src/ui/", ...notTest },
      { path: "^(src/(server|transport|generated)/|src/env\\.ts|probes/)", ...valueOnly },
    ),
    forbid(
      "routes-run-no-queries",
      { path: "^src/app/", ...notTest },
      { path: "^src/server/(store|stream)/", ...valueOnly },
    ),
    // The public's pages are made from a snapshot and nothing else, wherever they are made.
    forbid(
      "public-pages-know-only-the-snapshot",
      { path: "^src/status/", ...notTest },
      {
        pathNot:
          "^(src/(status|contracts|domain)/|node_modules/(preact|preact-render-to-string|next-intl)/|crypto$)",
      },
    ),
    forbid(
      "transport-knows-only-contracts",
      { path: "^src/transport/", ...notTest },
      { path: "^(src|probes)/", pathNot: "^src/(transport|contracts)/" },
    ),

    forbid(
      "probes-see-rules-not-server",
      { path: "^probes/", pathNot: [test, "/testing/"] },
      { path: "^src/", pathNot: "^src/((contracts|domain|transport)/|env\\.ts$)", ...valueOnly },
    ),
    forbid("probe-core-knows-no-host", { path: "^probes/core/", ...notTest }, { dependencyTypes: ["core"] }),
    forbid(
      "probe-core-knows-no-platform",
      { path: "^probes/core/", ...notTest },
      { path: "^(probes/(platform|regions)/|src/(transport/|env\\.ts$))" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist|src/generated/prisma/internal)/" },
    parser: "swc",
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".d.ts", ".json"],
    },
  },
};
