import { dirname, join } from "node:path";
import { isUserError } from "@fairlead/errors";
import { findConfig } from "../config/find-config.js";
import { systemCodeOf } from "../files/system-code.js";
import { readPackageFacts } from "../package-facts.js";
import type { Ports } from "../ports.js";

/** One thing that was looked at. `advice`: planning works without it. */
export interface Diagnosis {
  readonly subject: string;
  readonly state: "good" | "advice" | "bad";
  /** What is the case and, unless it is good, what to do. */
  readonly says: string;
}

/** As `engines` of the package says; Node.js runs TypeScript without a flag since 22.18 (its changelog, 2025-07). */
const OLDEST_NODE = { major: 22, minor: 19 } as const;

function diagnoseNode({ nodeVersion }: Ports["machine"]): Diagnosis {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const isOld = major < OLDEST_NODE.major || (major === OLDEST_NODE.major && minor < OLDEST_NODE.minor);
  return isOld
    ? {
        subject: "Node.js",
        state: "bad",
        says: `${nodeVersion} is too old: install ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or later.`,
      }
    : { subject: "Node.js", state: "good", says: nodeVersion };
}

function diagnosePackages({ machine }: Ports): readonly Diagnosis[] {
  const cdk = machine.packageVersion("aws-cdk-lib");
  return [
    { subject: "Fairlead", state: "good", says: readPackageFacts().version },
    cdk === null
      ? { subject: "AWS CDK", state: "bad", says: "aws-cdk-lib is not installed: run `npm install`." }
      : { subject: "AWS CDK", state: "good", says: `aws-cdk-lib ${cdk}` },
  ];
}

function diagnoseFolder(folder: string, { files }: Ports): Diagnosis {
  const probe = join(folder, `.fairlead.${files.processId}.probe`);
  try {
    files.write(probe, "");
    files.remove(probe);
    return { subject: "Folder", state: "good", says: `${folder} is writable.` };
  } catch (error) {
    const reason = systemCodeOf(error) ?? "unknown reason";
    return { subject: "Folder", state: "bad", says: `${folder} is not writable (${reason}): plans are written there.` };
  }
}

function diagnoseConfig(ports: Ports, named: string | null): readonly Diagnosis[] {
  const file = findConfig({ files: ports.files, cwd: ports.cwd, named });
  if (file !== null) {
    return [{ subject: "Description", state: "good", says: file }, diagnoseFolder(dirname(file), ports)];
  }
  return [
    { subject: "Description", state: "bad", says: "No fairlead.config.ts here or above: run `npx fairlead init`." },
    diagnoseFolder(ports.cwd, ports),
  ];
}

// Names only: a value never leaves the environment.
const CREDENTIAL_VARIABLES = [
  "AWS_PROFILE",
  "AWS_ACCESS_KEY_ID",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
];

function diagnoseCredentials({ env, files, machine }: Ports): Diagnosis {
  const set = CREDENTIAL_VARIABLES.filter((name) => (env[name] ?? "") !== "");
  const shared = ["config", "credentials"].filter((name) => files.exists(join(machine.homeFolder, ".aws", name)));
  const found = [...set, ...shared.map((name) => `~/.aws/${name}`)];
  return found.length > 0
    ? { subject: "AWS credentials", state: "good", says: `Configured by ${found.join(", ")}; not tried out.` }
    : { subject: "AWS credentials", state: "advice", says: "None configured. Planning needs none; deploying does." };
}

/** As images are built with: whichever is there. */
const ENGINES = ["docker", "podman", "buildah"];

async function diagnoseTool(
  machine: Ports["machine"],
  subject: string,
  commands: readonly string[],
  need: string,
): Promise<Diagnosis> {
  for (const command of commands) {
    const version = await machine.versionOf(command, ["--version"]);
    if (version !== null) return { subject, state: "good", says: version };
  }
  return { subject, state: "advice", says: `None found. ${need}` };
}

/** A session-manager-plugin of any version carries sessions; there is nothing to be too old. */
const PLUGIN = ["session-manager-plugin"];

/** Who AWS says that we are, when credentials are configured; the account is no secret, and nothing else is shown. */
async function diagnoseIdentity(ports: Ports, profile: string | null): Promise<readonly Diagnosis[]> {
  if (diagnoseCredentials(ports).state !== "good" && profile === null) return [];
  const subject = "AWS identity";
  const region = ports.env["AWS_REGION"] ?? ports.env["AWS_DEFAULT_REGION"] ?? "us-east-1";
  try {
    const { account } = await ports.deployment({ profile, region, env: ports.env });
    const { account: id, arn } = await account.identity();
    return [{ subject, state: "good", says: `Account ${id}, as ${arn}.` }];
  } catch (error) {
    if (!isUserError(error)) throw error;
    const [problem] = error.problems;
    return [{ subject, state: "advice", says: `${problem?.message ?? error.message} ${problem?.fix ?? ""}`.trim() }];
  }
}

export interface DiagnoseOptions {
  /** Configuration file; `null`: searched for upwards. */
  readonly config: string | null;
  readonly profile: string | null;
  /** Whether AWS is asked who we are, the only thing that takes the network. */
  readonly asksAws: boolean;
}

/** Looks at the machine without reading a secret, and only when asked to by the network. */
export async function diagnose(ports: Ports, options: DiagnoseOptions): Promise<readonly Diagnosis[]> {
  const { machine } = ports;
  return [
    diagnoseNode(machine),
    ...diagnosePackages(ports),
    ...diagnoseConfig(ports, options.config),
    diagnoseCredentials(ports),
    ...(options.asksAws ? await diagnoseIdentity(ports, options.profile) : []),
    await diagnoseTool(machine, "Containers", ENGINES, "Planning needs none; building images does."),
    await diagnoseTool(machine, "Sessions", PLUGIN, "`fairlead exec` needs session-manager-plugin."),
    await diagnoseTool(
      machine,
      "Python",
      ["python3", "python"],
      "Planning needs none; `fairlead rehearse` and cfn-lint do.",
    ),
  ];
}
