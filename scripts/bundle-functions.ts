// Bundles the Lambda functions that the constructs deploy: each `functions/<name>/handler.ts` becomes one file in dist.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const constructs = join(import.meta.dirname, "..", "packages", "constructs");
const functions = join(constructs, "src", "functions");

if (existsSync(functions)) {
  await build({
    entryPoints: readdirSync(functions, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => ({ in: join(functions, entry.name, "handler.ts"), out: join(entry.name, "index") })),
    outdir: join(constructs, "dist", "functions-bundled"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    // The Lambda runtime brings the AWS SDK; `pg` loads its native binding only where it is installed.
    external: ["@aws-sdk/*", "pg-native"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "warning",
  });
}
