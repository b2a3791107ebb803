import { addressOf, type ResolvedApp, type ResolvedImage } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** Servers whose trade is files. */
const FILE_SERVER = /(?:^|\/)(nginx(?:-unprivileged)?|httpd|caddy|lighttpd)(?::|@|$)/u;

function fileServer({ base, source }: ResolvedImage): string | null {
  const start = base ?? (source.kind === "external" ? source.uri : "");
  return FILE_SERVER.exec(start)?.[1] ?? null;
}

/** What names nothing of the app has nothing to compute with. */
const namesNothing = ({ connections }: ResolvedApp, address: string): boolean =>
  connections.every(({ from }) => from !== address);

export const filesFromTasks: AppRule = {
  code: "FilesFromTasks",
  severity: "note",
  title: "Tasks hand out files",
  why: "A built web client is files. Tasks that hand them out cost from 7 USD a month each, have one region and a release of their own; S3 and CloudFront cost cents and are everywhere.",
  fix: 'Put the build into a site: site("client", { folder: "../client/dist" }), with a route of its own behind `cdn: true`.',
  link: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GettingStarted.SimpleDistribution.html",
  check: (app) =>
    app.services
      .filter(({ targetHealth }) => targetHealth !== null)
      .flatMap(({ name, image, scaling }) => {
        const address = addressOf("service", name);
        const found = app.images.find((one) => one.name === image);
        const server = found === undefined ? null : fileServer(found);
        if (server === null || !namesNothing(app, address)) return [];
        return [
          {
            address,
            message: `Service "${name}" runs ${server} in ${scaling.minTasks} to ${scaling.maxTasks} tasks, and its variables name no other part of the app.`,
          },
        ];
      }),
};
