import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Template } from "@fairlead/constructs";

/** An assembly in a folder of its own, which goes when it is disposed of. */
export interface TemporaryAssembly extends AsyncDisposable {
  readonly directory: string;
}

/** CDK names a template's object in the bootstrap's bucket after its content. */
const hashOf = (manifest: string, templateFile: string): string | null => {
  const place = manifest.indexOf(JSON.stringify(templateFile));
  return /stackTemplateAssetObjectUrl": "[^"]*\/([0-9a-f]{64})\.json"/u.exec(manifest.slice(place))?.[1] ?? null;
};

/**
 * The assembly with another template for one of its stacks: everything else is a link to what was there. The template's object gets another
 * name, so that it is published anew.
 */
export async function assemblyWithTemplate(
  directory: string,
  stack: string,
  template: Template,
): Promise<TemporaryAssembly> {
  const copy = await mkdtemp(join(tmpdir(), "fairlead-assembly-"));
  const templateFile = `${stack}.template.json`;
  const rewritten = [templateFile, "manifest.json", `${stack}.assets.json`];
  for (const entry of await readdir(directory)) {
    if (!rewritten.includes(entry)) await symlink(resolve(directory, entry), join(copy, entry));
  }
  const text = JSON.stringify(template, null, 1);
  const manifest = await readFile(join(directory, "manifest.json"), "utf8");
  const assets = await readFile(join(directory, `${stack}.assets.json`), "utf8");
  const old = hashOf(manifest, templateFile);
  const renamed = (content: string): string =>
    old === null ? content : content.replaceAll(old, createHash("sha256").update(text).digest("hex"));
  await writeFile(join(copy, templateFile), text);
  await writeFile(join(copy, "manifest.json"), renamed(manifest));
  await writeFile(join(copy, `${stack}.assets.json`), renamed(assets));
  return {
    directory: copy,
    [Symbol.asyncDispose]: async () => {
      await rm(copy, { recursive: true, force: true });
    },
  };
}
