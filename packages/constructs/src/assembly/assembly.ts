import type { Address } from "@fairlead/model";

/** A CloudFormation template as far as its readers look into it. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Description?: string }>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** A cloud assembly on disk, read back as values. */
export interface Assembly {
  /** Absolute path of the folder that holds `manifest.json`. */
  readonly directory: string;
  /** In an order in which each comes after what it waits for. */
  readonly stacks: readonly AssembledStack[];
  readonly resources: readonly AssembledResource[];
  /** What the CloudFormation validator and cdk-nag have to say, untranslated. */
  readonly violations: readonly Violation[];
}

export interface AssembledStack {
  /** CloudFormation's name, e.g. `llm-proxy-prod-Vpc`. */
  readonly name: string;
  /** The class that made it without the word Stack, e.g. `Vpc`. */
  readonly role: string;
  /** File name in the assembly's folder. */
  readonly templateFile: string;
  readonly template: Template;
  /** Names of the stacks that must be up first. */
  readonly dependsOn: readonly string[];
  /** Where it is deployed; nothing: wherever its deployer says. */
  readonly region?: string | undefined;
}

export interface AssembledResource {
  readonly stack: string;
  readonly logicalId: string;
  /** For example `AWS::ECS::Service`. */
  readonly type: string;
  /** Path in the construct tree, e.g. `llm-proxy-prod-Ecs/proxy/Service`. */
  readonly constructPath: string;
  /** The part of the description that caused it; `null` for what belongs to the environment as a whole. */
  readonly address: Address | null;
}

/** One rule broken at one place. */
export interface Violation {
  /** `cdk`: an annotation that a construct made on itself. */
  readonly tool: "cloudformation-validate" | "cdk-nag" | "cdk";
  /** The tool's own id, e.g. `E3003` or `AwsSolutions-RDS6` (with cdk-nag's `[…]` detail left in). */
  readonly rule: string;
  readonly severity: "error" | "warning" | "note";
  readonly description: string;
  /** The tool's own advice, if it gives any. */
  readonly fix: string | null;
  readonly stack: string;
  /** `null` when the whole template is meant. */
  readonly logicalId: string | null;
  /** Property paths in the resource. */
  readonly locations: readonly string[];
}
