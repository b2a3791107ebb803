import { UserError } from "@fairlead/errors";

/** The code of an operating system's refusal, e.g. `ENOSPC`; `null` for any other error. */
export function systemCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

const REFUSALS: Readonly<Record<string, { readonly code: string; readonly says: string; readonly fix: string }>> = {
  ENOSPC: {
    code: "DiskFull",
    says: "The disk is full",
    fix: "Free some space (a plan takes a few megabytes) and run it again.",
  },
  EDQUOT: { code: "DiskFull", says: "The disk quota is used up", fix: "Free some space and run it again." },
  EACCES: {
    code: "FolderNotWritable",
    says: "Permission was denied",
    fix: "Make the folder writable for you, or give another one with --output where the command has it.",
  },
  EPERM: {
    code: "FolderNotWritable",
    says: "The operation is not permitted",
    fix: "Make the folder writable for you.",
  },
  EROFS: {
    code: "FolderNotWritable",
    says: "The file system is read-only",
    fix: "Run Fairlead where it may write, for example on a copy of the project.",
  },
  ENOTDIR: { code: "FolderNotWritable", says: "A file is where a folder is needed", fix: "Move that file away." },
  EEXIST: {
    code: "FolderNotWritable",
    says: "A file is where a folder is needed",
    fix: "Move that file away, or the link if it is one that leads nowhere.",
  },
  EBUSY: {
    code: "FolderNotWritable",
    says: "The folder is in use, or mounted by itself",
    fix: "Mount or hold the folder above it instead, so that this one can be replaced.",
  },
  EMFILE: { code: "TooManyOpenFiles", says: "Too many files are open", fix: "Raise the limit, e.g. `ulimit -n 4096`." },
};

/** Missing below the folder that is written; anything else that is missing may be a part of ours. */
const GONE = {
  code: "FolderNotWritable",
  says: "A folder is not there, or went away",
  fix: "Run it again when nothing else moves or removes it.",
};

function refusalOf(error: unknown, folder: string): (typeof REFUSALS)[string] | undefined {
  const code = systemCodeOf(error) ?? "";
  if (code !== "ENOENT") return REFUSALS[code];
  const isBelow = error instanceof Error && "path" in error && String(error.path).startsWith(folder);
  return isBelow ? GONE : undefined;
}

/** Turns the operating system's refusal to write into the reader's problem; any other error stays as it is. */
export function explainRefusal(error: unknown, folder: string): unknown {
  const refusal = refusalOf(error, folder);
  if (refusal === undefined) return error;
  const where = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : folder;
  return UserError.of(refusal.code, {
    message: `${refusal.says} while writing ${where}; an earlier plan is as it was.`,
    fix: refusal.fix,
    cause: error,
  });
}
