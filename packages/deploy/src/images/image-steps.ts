import type { ImageSteps } from "../deploy/deploy-steps.js";
import type { Report } from "../event/deploy-event.js";
import type { DeployTarget } from "../target/deploy-target.js";
import { type ImagePorts, type ImageRequest, knownImages, pinImages } from "./pin-images.js";

/** The images of a deployment, as its run asks for them. */
export const imageSteps = (
  target: Pick<DeployTarget, "app">,
  request: Omit<ImageRequest, "signal">,
  ports: ImagePorts,
  report: Report,
): ImageSteps => ({
  known: () => knownImages(target, request, ports),
  push: (signal) => pinImages(target, { ...request, signal }, ports, report),
});
