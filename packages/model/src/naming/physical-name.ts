/** The name of something in AWS: `<app>-<environment>`, and the part's own name behind it. */
export const physicalName = (app: string, environment: string, ...parts: readonly string[]): string =>
  [app, environment, ...parts].join("-");
