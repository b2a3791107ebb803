import type { Problem } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import type { DeployTarget } from "../target/deploy-target.js";
import { type HealthUrl, publicHealthUrls } from "./public-health-urls.js";

const PATIENCE = {
  /** New records and certificates take a minute or two to be known everywhere. */
  attempts: 24,
  pauseMs: 5_000,
  timeoutMs: 10_000,
} as const;

/** Asks every public health path until it answers well. A status that the service's own health check takes for ill is a problem. */
export async function smoke(
  { app }: Pick<DeployTarget, "app">,
  ports: Pick<DeployPorts, "clock" | "probe">,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const problems = await Promise.all(publicHealthUrls(app).map((url) => problemOf(url, ports, signal)));
  return problems.filter((problem) => problem !== null);
}

async function problemOf(
  { service, url }: HealthUrl,
  { clock, probe }: Pick<DeployPorts, "clock" | "probe">,
  signal: AbortSignal,
): Promise<Problem | null> {
  let says = "";
  for (let attempt = 1; attempt <= PATIENCE.attempts && !signal.aborted; attempt += 1) {
    const answer = await probe.get(url, PATIENCE.timeoutMs, signal);
    if (answer.kind === "answered" && answer.status >= 200 && answer.status < 400) return null;
    says = answer.kind === "answered" ? `it answers ${answer.status}` : answer.says;
    if (attempt < PATIENCE.attempts) await clock.sleep(PATIENCE.pauseMs, signal);
  }
  if (signal.aborted) return null;
  return {
    path: `services.${service}`,
    code: "PublicAddressSilent",
    message: `Service "${service}" is healthy behind its load balancer, and ${url} does not answer well: ${says}.`,
    fix: "Look at the DNS record, the certificate, the firewall and the rules before it; the new version serves whoever reaches it.",
  };
}
