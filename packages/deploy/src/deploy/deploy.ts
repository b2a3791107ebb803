import { clusterName } from "@fairlead/constructs";
import { isUserError } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import { knownImages, pinImages } from "../images/pin-images.js";
import type { Outcome } from "../outcome/outcome.js";
import { preflight, refusals } from "../preflight/preflight.js";
import { askServices } from "../rollout/ask-services.js";
import { alignAfterRollback } from "../rollback/align-target-groups.js";
import { watchRollouts } from "../rollout/watch-rollouts.js";
import { fillSecrets, lackingSecrets } from "../secrets/fill-secrets.js";
import { smoke } from "../smoke/smoke.js";
import type { DeployRequest } from "./deploy-request.js";
import type { DeploySteps, ImageSteps } from "./deploy-steps.js";
import { recordSteps } from "./record-steps.js";
import { DeploymentRun } from "./run-deployment.js";

/**
 * Deploys an environment and tells what is then true of it: preflight, plan, approval, stacks with images and release jobs among them,
 * services, smoke checks, the record. The clock of the ports must be one on which several can sleep at once.
 *
 * @throws Fault for a defect of ours alone; whatever the world does is an outcome.
 */
export async function deploy(request: DeployRequest, ports: DeployPorts, report: Report): Promise<Outcome> {
  const withZone = { ...request, parameters: { ...(await zoneOf(request, ports)), ...request.parameters } };
  return await new DeploymentRun(withZone, stepsOf(withZone, ports, report), ports, report).run();
}

/** What a deployment has done by the other verbs of this package. */
function stepsOf(request: DeployRequest, ports: DeployPorts, report: Report): DeploySteps {
  const { target } = request;
  const cluster = clusterName(target.app);
  return {
    preflight: async (values) => {
      const { images, despiteAlarms, firstValues } = request;
      const secrets = { given: firstValues.given, isAsked: firstValues.ask !== null };
      const asked = { target, parameters: values, outsideImages: Object.keys(images.outside), despiteAlarms, secrets };
      return refusals(await preflight(asked, ports, report));
    },
    images: imageSteps(request, ports, report),
    secrets: {
      lacking: (given) => lackingSecrets(target.app, given, ports),
      fill: (given) => fillSecrets(target.app, given, ports),
    },
    rollouts: {
      before: (pinned) => askServices(cluster, pinned, ports),
      watch: async (services, until) => {
        if (until.isReleasing()) await alignAfterRollback(target, ports, report);
        return watchRollouts({ cluster, services, ...until }, ports, report);
      },
    },
    smoke: (signal) => smoke(target, ports, signal),
    record: recordSteps(request, ports),
  };
}

function imageSteps({ target, images }: DeployRequest, ports: DeployPorts, report: Report): ImageSteps {
  return {
    known: () => knownImages(target, images, ports),
    push: (signal) => pinImages(target, { ...images, signal }, ports, report),
  };
}

/** The id of an adopted hosted zone, where the description names it by its name alone. Several, or none, are preflight's to tell. */
async function zoneOf(
  { target, parameters }: DeployRequest,
  { hostedZones }: Pick<DeployPorts, "hostedZones">,
): Promise<Readonly<Record<string, string>>> {
  const zone = target.app.environment.domain?.hostedZone;
  if (zone?.kind !== "adopt" || zone.id !== null || parameters["HostedZoneId"] !== undefined) return {};
  try {
    const [found, ...others] = await hostedZones.named(zone.name);
    return found === undefined || others.length > 0 ? {} : { HostedZoneId: found.id };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return {};
  }
}
