/** What the starter is written for. */
export interface StarterOptions {
  /** Small letters, digits and hyphens. */
  readonly name: string;
  readonly port: number;
}

/** A commented `fairlead.config.ts` that plans as it is. */
export const starterConfig = ({
  name,
  port,
}: StarterOptions): string => `import { defineApp, image, ingress, postgres, secret, service } from "fairlead";

export default defineApp({
  name: "${name}",

  // A tier decides what is not said here: \`minimal\` is a trial, \`production\` survives the loss of a zone.
  environments: {
    dev: { tier: "minimal", region: "us-east-1" },
    prod: {
      tier: "production",
      region: "us-east-1",
      // With a domain the load balancer speaks HTTPS; the certificate and the DNS records are made for you.
      // domain: "${name}.example.com",
      // alerts: ["oncall@example.com"],
    },
  },

  build: () => {
    const database = postgres("main", { engine: "aurora-serverless" });

    // Set by you in Secrets Manager after the first deployment; it is in no template.
    const providerKey = secret("openai-api-key", { value: "operator" });

    const api = service("api", {
      // Built from the Dockerfile in this folder, for 64-bit ARM.
      image: image("api", { context: "." }),
      port: ${port},
      health: "/health",
      // The longest answer that you stream; every timeout on the way follows from it.
      longestResponse: "5m",
      // A reference is a connection: it opens the network to the database and hands over the secrets, and nothing else does.
      env: {
        DATABASE_URL: database.url,
        OPENAI_API_KEY: providerKey,
      },
    });

    return { ingress: ingress({ routes: { "/*": api } }) };
  },
});
`;

/** Makes of a folder's name what an app may be called. */
export function nameFrom(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 20)
    .replace(/-+$/, "");
  return name === "" ? "app" : name;
}
