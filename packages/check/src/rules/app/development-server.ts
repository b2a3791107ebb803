import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** Commands that start what rebuilds, reloads or debugs. */
const DEVELOPMENT: readonly RegExp[] = [
  /\b(npm|yarn|pnpm|bun)( run)? (dev|start:dev|develop)\b/u,
  /\b(next|astro|nuxt|fastapi|remix) dev\b/u,
  /\b(nodemon|ts-node-dev|webpack-dev-server)\b/u,
  /\b(tsx|node) (watch|--watch)\b/u,
  /\bvite( --host\b|$)/u,
  /(^| )--reload\b/u,
  /\bflask( --debug)? run\b/u,
  /\bmanage\.py runserver\b/u,
];

export const developmentServer: AppRule = {
  code: "DevelopmentServer",
  severity: "warning",
  title: "A development server answers",
  why: "It compiles as requests come, keeps several times the memory, shows stack traces and sources to whoever asks, and its makers say not to use it so.",
  fix: "Build in the image and start what was built: `next start`, `uvicorn` without --reload, `gunicorn`.",
  link: "https://nextjs.org/docs/app/guides/production-checklist",
  check: ({ services }) =>
    services.flatMap(({ name, command, sidecars }) =>
      [command, ...sidecars.map((sidecar) => sidecar.command)].flatMap((words) => {
        const line = (words ?? []).join(" ");
        return DEVELOPMENT.some((pattern) => pattern.test(line))
          ? [
              {
                address: addressOf("service", name),
                message: `Service "${name}" is started by "${line}", which is for development.`,
              },
            ]
          : [];
      }),
    ),
};
