import { eachVariable } from "../each-variable.js";
import type { AppRule } from "../rule.js";

/**
 * What bundlers put into the client's files as they build them, by its first letters: Next.js
 * (https://nextjs.org/docs/app/guides/environment-variables), Vite (https://vite.dev/guide/env-and-mode), Create React App, Gatsby (2026-11).
 */
const BAKED_IN = /^(NEXT_PUBLIC_|VITE_|REACT_APP_|GATSBY_)/u;

export const buildTimeVariable: AppRule = {
  code: "BuildTimeVariable",
  severity: "warning",
  title: "A variable of the build is set at run time",
  why: "The bundler has put its value into the client's files already. What a task is given changes nothing: browsers go on with what was built in.",
  fix: "Hand it to the build (`docker build --build-arg …`), or let the client ask relative paths (`/api/…`) of the host that it came from.",
  link: "https://nextjs.org/docs/app/guides/environment-variables",
  check: (app) =>
    eachVariable(app)
      .filter(({ name }) => BAKED_IN.test(name))
      .map(({ address, name }) => ({
        address,
        message: `${name} is given to ${address} as it starts, but it is read when the image is built.`,
      })),
};
