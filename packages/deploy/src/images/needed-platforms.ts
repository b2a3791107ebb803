import type { ResolvedApp, ResolvedContainer } from "@fairlead/model";

/** What the containers that run an image run on, as registries write it. */
export function neededPlatforms({ services, jobs }: ResolvedApp, image: string): readonly string[] {
  const users = [...services, ...jobs].filter(
    (part) => part.image === image || part.sidecars.some((sidecar) => sidecar.image === image),
  );
  return [...new Set(users.map(({ architecture }) => platformOf(architecture)))].sort();
}

function platformOf(architecture: ResolvedContainer["architecture"]): string {
  switch (architecture) {
    case "arm64":
      return "linux/arm64";
    case "x86_64":
      return "linux/amd64";
  }
}
