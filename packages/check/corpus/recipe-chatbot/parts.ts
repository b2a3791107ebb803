import { type AppDefinition, image, ingress, secret, service, type ServiceOptions } from "@fairlead/model";
import { describeRoots, type DescriptionChange } from "@fairlead/testkit";

/** The backend as the plan has it: it answers chats at port 8000. */
export const backend = { image: image("backend"), port: 8000, health: "/health" } as const satisfies ServiceOptions;

/** The frontend as the plan has it: it renders pages at port 3000. */
export const frontend = { image: image("frontend"), port: 3000, health: "/" } as const satisfies ServiceOptions;

export const openaiKey = secret("openai-key", { value: "operator", keys: ["api_key"] });

/** An app whose one service is the backend, with some options changed. */
export const backendAlone = (
  change: Partial<ServiceOptions> = {},
  description: DescriptionChange = {},
): AppDefinition =>
  describeRoots(
    { ingress: ingress({ routes: { "/api/*": service("backend", { ...backend, ...change }) } }) },
    description,
  );

/** The same of the frontend. */
export const frontendAlone = (change: Partial<ServiceOptions>): AppDefinition =>
  describeRoots({ ingress: ingress({ routes: { "/*": service("frontend", { ...frontend, ...change }) } }) });
