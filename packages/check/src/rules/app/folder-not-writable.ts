import { eachContainerOf, type EachContainer } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** Variables that name what an app writes to: by their words, or by what libraries call them. */
const NAMES_A_PLACE_TO_WRITE =
  /^(TMPDIR|HF_HOME|HF_HUB_CACHE|TRANSFORMERS_CACHE|TORCH_HOME|XDG_CACHE_HOME|MPLCONFIGDIR|NUMBA_CACHE_DIR|PERSIST_DIRECTORY|([A-Z0-9_]+_)?(LOG|DATA|CACHE|UPLOADS?|TE?MP|STATE|OUTPUT|AUDIT|STORAGE|DOWNLOADS?|ARTIFACTS?)_(FILE|DIR|DIRECTORY|FOLDER|PATH))$/u;

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** Whether something of a container is laid over the place, so that it can be written. */
const isWritable = ({ writablePaths, volumeMounts, sharedFolders }: EachContainer, place: string): boolean =>
  [
    ...writablePaths,
    ...volumeMounts.filter(({ access }) => access === "write").map(({ path }) => path),
    ...sharedFolders.filter(({ access }) => access === "write").map(({ path }) => path),
  ].some((folder) => isIn(place, folder));

export const folderNotWritable: AppRule = {
  code: "FolderNotWritable",
  severity: "warning",
  title: "An app is told to write where it can't",
  why: "The root of a container is read-only, so that what gets in can't write itself into it; an app that can't open its file often stops at its start.",
  fix: 'Add the folder to "writablePaths" (it ends with the task), or mount a volume there (it stays).',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
  check: (app) =>
    eachContainerOf(app)
      .filter(({ readonlyRootFilesystem }) => readonlyRootFilesystem)
      .flatMap((container) =>
        container.environment.flatMap(({ name, value }) =>
          value.kind === "literal" &&
          value.value.startsWith("/") &&
          NAMES_A_PLACE_TO_WRITE.test(name) &&
          !isWritable(container, value.value)
            ? [
                {
                  address: container.address,
                  message: `The variable ${name} tells ${container.path} to write to ${value.value}, which is read-only there.`,
                },
              ]
            : [],
        ),
      ),
};
