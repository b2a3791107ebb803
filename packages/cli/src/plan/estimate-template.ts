import { basename, join, resolve } from "node:path";
import { UserError } from "@fairlead/errors";
import type { AdvisedEstimate } from "@fairlead/cost";
import { readTemplate } from "../files/json-files.js";
import type { Ports } from "../ports.js";

/** @throws UserError when the file is no CloudFormation template in JSON. */
export async function estimateTemplate(
  file: string,
  region: string,
  { files, cwd, estimateCost }: Pick<Ports, "files" | "cwd" | "estimateCost">,
): Promise<AdvisedEstimate> {
  const [{ foreignAssembly }, { USAGE_DEFAULTS }] = await Promise.all([
    import("@fairlead/cost"),
    import("@fairlead/model"),
  ]);
  const template = readTemplate(resolve(cwd, file), files);
  if (template === null)
    throw UserError.of("NotATemplate", {
      message: `${file} is no CloudFormation template in JSON that can be read.`,
      fix: "Give a file that `cdk synth` or `fairlead synth` wrote, e.g. cdk.out/App.template.json. YAML has to be synthesised or converted first.",
    });
  const assembly = foreignAssembly({ [basename(file).replace(/(\.template)?\.json$/, "")]: template });
  return await estimateCost({
    assembly,
    region,
    usage: USAGE_DEFAULTS,
    fetchedPrices: files.read(join(cwd, ".fairlead", "prices.json")),
  });
}
