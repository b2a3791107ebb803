import { registerHooks } from "node:module";

const isOwnTypeScript = (url: string): boolean => /^file:.*\.ts(?:\?|$)/.test(url) && !url.includes("/node_modules/");

/**
 * Runs a module of the reader's. Its TypeScript is what it is written as, ES modules, also where package.json says
 * `"type": "commonjs"`, as `npm init` writes it since npm 11; `.cts` stays CommonJS.
 */
export async function importModule(url: string): Promise<unknown> {
  const hooks = registerHooks({
    load: (from, context, nextLoad) =>
      nextLoad(from, isOwnTypeScript(from) ? { ...context, format: "module-typescript" } : context),
  });
  try {
    const module: unknown = await import(url);
    return module;
  } finally {
    // CDK's thousands of modules need not pass through here.
    hooks.deregister();
  }
}
