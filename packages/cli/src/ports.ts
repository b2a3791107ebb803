import type { Assembly } from "@fairlead/constructs";
import type { Finding } from "@fairlead/check";
import type { AdvisedEstimate } from "@fairlead/cost";
import type { DeployPorts, DeployRequest, DeployTarget, Outcome, Report } from "@fairlead/deploy";
import type { Customization, EnvironmentSummary, ResolvedApp, ResolvedUsage, TierName } from "@fairlead/model";
import type { RehearsalOptions, RehearsalReport } from "@fairlead/rehearse";
import type { Files } from "./files/files.js";
import type { Terminal } from "./terminal/terminal.js";

/** All that a run does to the world outside its own values; tests hand in fakes. */
export interface Ports {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path. */
  readonly cwd: string;
  readonly clock: Clock;
  readonly files: Files;
  readonly interruption: Interruption;
  /** Runs a module of the user's and gives its exports. */
  readonly importModule: (url: string) => Promise<unknown>;
  readonly readDescription: ReadDescription;
  readonly makeAssembly: MakeAssembly;
  readonly checkApp: CheckApp;
  readonly estimateCost: EstimateCost;
  readonly machine: Machine;
  readonly network: Network;
  readonly deployment: OpenDeployment;
  readonly deploy: Deploy;
  readonly rehearse: Rehearse;
}

/** Rehearses on an emulator; what happened is in the report. */
export type Rehearse = (target: DeployTarget, options: RehearsalOptions, report: Report) => Promise<RehearsalReport>;

/** Deploys; how it ended is read off what serves. */
export type Deploy = (request: DeployRequest, ports: DeployPorts, report: Report) => Promise<Outcome>;

/** Where and as whom a verb speaks to AWS. */
interface ConnectionChoice {
  /** A profile of AWS's configuration files; `null`: as AWS_PROFILE and the standard credential chain say. */
  readonly profile: string | null;
  /** For example `us-east-1`. */
  readonly region: string;
  /** Where AWS's own variables are read from. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** All that verbs do to AWS. Nothing is asked of it before a port is used. */
export type OpenDeployment = (choice: ConnectionChoice) => Promise<DeployPorts>;

/** The only way to the internet, which nothing but `prices refresh` takes. */
export interface Network {
  /** The text of a file, piece by piece. Rejects with a UserError when it can't be had whole. */
  open(url: string): AsyncIterable<string>;
}

interface Clock {
  /** Day in ISO form, in UTC. */
  today(): string;
  /** Milliseconds on a clock that only goes forward. */
  elapsedMs(): number;
  /** Milliseconds since 1970, UTC. */
  nowMs(): number;
  /** Calls `tick` again and again; gives the function that ends it. It keeps no process alive. */
  every(milliseconds: number, tick: () => void): () => void;
}

/** What tells a process to end: Ctrl-C, or somebody from outside. */
export type EndSignal = "SIGINT" | "SIGTERM";

/** Lets a run put away what it has begun when the process is told to end. */
export interface Interruption {
  /** `cleanUp` must be synchronous. Gives the function that takes it back. */
  onInterrupt(cleanUp: () => void): () => void;
  /** Gives way for a moment, so that a signal that came during synchronous work is answered now. */
  answer(): Promise<void>;
  /** From now on signals go to `answer`, and no longer end the process; gives the function that gives them back. */
  takeOver(answer: (signal: EndSignal) => void): () => void;
  /** Ends the process as the signal would have, with these words instead of the usual ones. */
  end(signal: EndSignal, says: string): void;
}

/** A description of an app as the commands need it. */
export interface Description {
  readonly environments: readonly EnvironmentSummary[];
  /** What the description brings along for CDK; `null`: nothing. */
  readonly customization: Customization | null;
  /** @throws UserError with every problem of that environment. */
  resolve(
    environment: string,
    options: { readonly baseFolder: string; readonly tier?: TierName | undefined },
  ): ResolvedApp;
}

/** Gives `null` when the value is not what `defineApp` makes. */
export type ReadDescription = (value: unknown) => Promise<Description | null>;

export interface AssemblyRequest {
  readonly app: ResolvedApp;
  readonly customization: Customization | null;
  /** Absolute path of the configuration's folder, which the folders of sites are relative to. */
  readonly baseFolder: string;
  /** Absolute path of a folder that is made. */
  readonly outputFolder: string;
  /** Absolute path of the folder for verdicts that outlive the run. */
  readonly cacheFolder: string;
  readonly onStage: (stage: "construct" | "synthesize" | "validate") => void;
}

export type MakeAssembly = (request: AssemblyRequest) => Promise<Assembly>;

/** Who can reach whom and who may do what, read off the templates, in the words of the description. */
export interface Matrices {
  readonly reachability: readonly {
    readonly from: string;
    readonly to: string;
    /** `tcp`, `udp`, or `-1` for all. */
    readonly protocol: string;
    readonly fromPort: number;
    readonly toPort: number;
  }[];
  /** `null`: the simulator of IAM, an optional package, is not installed. */
  readonly permissions:
    | readonly {
        readonly holder: string;
        /** Whether the code of the containers has it, ECS as it starts them, or something else. */
        readonly use: "task" | "execution" | "other";
        readonly action: string;
        readonly target: string;
        /** Whether a condition decides when the request is made. */
        readonly isConditional: boolean;
      }[]
    | null;
}

export type CheckApp = (input: {
  readonly app: ResolvedApp;
  readonly assembly: Assembly;
  readonly today: string;
  /** Whether IAM's decisions are simulated, which takes about a second more. */
  readonly simulatesIam: boolean;
}) => Promise<{ readonly findings: readonly Finding[]; readonly matrices: Matrices }>;

/** Prices templates, offline. */
export type EstimateCost = (input: {
  readonly assembly: Assembly;
  readonly region: string;
  readonly usage: ResolvedUsage;
  /** Text of a file of prices that hold instead of the shipped ones; `null`: there is none. */
  readonly fetchedPrices: string | null;
}) => Promise<AdvisedEstimate>;

/** What `doctor` asks about. */
export interface Machine {
  /** Without the `v`, e.g. `24.1.0`. */
  readonly nodeVersion: string;
  readonly platform: string;
  readonly homeFolder: string;
  /** Version of a package that Fairlead uses; `null` when it is not there. */
  packageVersion(name: string): string | null;
  /** First line that the command prints; `null` when there is no such command or it fails. */
  versionOf(command: string, options: readonly string[]): Promise<string | null>;
  /** Runs a program with this terminal as its own; its exit code, or `null` when there is no such program. */
  runProgram(program: string, words: readonly string[]): Promise<number | null>;
}
