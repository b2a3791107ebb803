// Loaded before the bench (`node --import`): Node strips types by itself, but finds no `x.ts` behind an import of `./x.js`.
import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith(".") || !specifier.endsWith(".js")) return next(specifier, context);
    try {
      return next(`${specifier.slice(0, -".js".length)}.ts`, context);
    } catch {
      return next(specifier, context);
    }
  },
});
