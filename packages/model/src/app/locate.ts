import { isAbsolute, relative, sep } from "node:path";
import type { SourceLocation } from "@fairlead/errors";
import type { DeclarationSite } from "../part/declaration-site.js";

/** Makes a place relative to the folder of the configuration, with forward slashes. */
export const locateIn =
  (baseFolder: string) =>
  ({ file, line }: DeclarationSite): SourceLocation => {
    const path = isAbsolute(file) ? relative(baseFolder, file) : file;
    return { file: path.split(sep).join("/"), line };
  };
