import { type AssembledStack, type Assembly, BUDGET_TAGS, type Template } from "@fairlead/constructs";
import { type Address, addressOf, invokedId, CDN_REGION, type ResolvedApp } from "@fairlead/model";

/** Something that only the operator can give. */
export interface Requirement {
  readonly kind:
    | "environment"
    | "image"
    | "secret"
    | "delegation"
    | "confirmation"
    | "activation"
    | "template-parameter"
    | "account";
  /** What to do, as a full sentence. */
  readonly todo: string;
  readonly when: "before-deployment" | "after-first-deployment";
  readonly address: Address | null;
  /** Names of template parameters that take the value, each with the stacks that ask for it. */
  readonly parameters: readonly { readonly name: string; readonly stacks: readonly string[] }[];
}

const hasDefault = (parameter: object): boolean => "Default" in parameter;

interface OpenParameter {
  readonly name: string;
  readonly description: string;
  readonly stacks: readonly string[];
}

const openIn = (template: Template): readonly (readonly [string, string])[] =>
  Object.entries(template.Parameters ?? {})
    .filter(([, parameter]) => !hasDefault(parameter))
    .map(([name, { Description }]) => [name, Description ?? ""]);

/** Parameters without a default, each once, with all the stacks that ask for it. */
function openParameters(stacks: readonly AssembledStack[]): readonly OpenParameter[] {
  const found = new Map<string, OpenParameter>();
  for (const { role, template } of stacks) {
    for (const [name, description] of openIn(template)) {
      const earlier = found.get(name);
      found.set(name, { name, description, stacks: [...(earlier?.stacks ?? []), role] });
    }
  }
  return [...found.values()];
}

const squeezed = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

function imageRequirements(app: ResolvedApp, parameters: readonly OpenParameter[]): readonly Requirement[] {
  return app.images.flatMap(({ name, source }): readonly Requirement[] => {
    if (source.kind === "external") return [];
    const takes = parameters.filter((parameter) => squeezed(parameter.name).startsWith(`${squeezed(name)}image`));
    const todo =
      source.kind === "build"
        ? `Have Docker, Podman or Buildah where you deploy: image "${name}" is built from ${source.context} (${source.dockerfile}) and pushed by \`fairlead deploy\`.`
        : `Push image "${name}" to this environment's repository, of which \`fairlead deploy\` takes the youngest, or name one by \`--image\`.`;
    return [
      {
        kind: "image",
        todo: `${todo} Another tool takes its digest as the template parameter.`,
        when: "before-deployment",
        address: addressOf("image", name),
        parameters: takes.map(({ name: parameter, stacks }) => ({ name: parameter, stacks })),
      },
    ];
  });
}

function secretRequirements(app: ResolvedApp): readonly Requirement[] {
  return app.secrets.flatMap(({ name, value }): readonly Requirement[] => {
    if (value.kind !== "operator") return [];
    const fields = value.keys.length === 0 ? "" : ` as JSON with ${value.keys.join(", ")}`;
    return [
      {
        kind: "secret",
        todo: `Have the value of secret "${name}"${fields} at hand: \`fairlead deploy\` asks for it, or takes it from a file (\`--secrets\`).`,
        when: "before-deployment",
        address: addressOf("secret", name),
        parameters: [],
      },
    ];
  });
}

/** What the CDK brings along, site's files and functions, lies in a bucket of each region that stacks are deployed to. */
function regionRequirements({ cdn, environment }: ResolvedApp): readonly Requirement[] {
  if (cdn === null || environment.region === CDN_REGION) return [];
  return [
    {
      kind: "account",
      todo:
        `CloudFront's stack lies in ${CDN_REGION}: \`fairlead bootstrap\` prepares that region, too; ` +
        `another tool needs "cdk bootstrap aws://${environment.account ?? "<account>"}/${CDN_REGION}".`,
      when: "before-deployment",
      address: null,
      parameters: [],
    },
  ];
}

/** A pool isn't made while SES doesn't know whom it sends for; out of the sandbox it sends to anyone. */
const senderRequirements = ({ userPools, environment }: ResolvedApp): readonly Requirement[] =>
  userPools.flatMap(({ name, source }) =>
    source.kind === "create" && source.emailFrom !== null
      ? [
          {
            kind: "activation",
            todo: `Verify ${source.emailFrom.slice(source.emailFrom.indexOf("@") + 1)} in SES in ${environment.region} and have the account taken out of its sandbox: user pool "${name}" sends its codes from there.`,
            when: "before-deployment",
            address: addressOf("userPool", name),
            parameters: [],
          } as const,
        ]
      : [],
  );

/** Bedrock and AWS Backup each have a switch of their own in the account. */
function accountRequirements({ models, backup, environment }: ResolvedApp): readonly Requirement[] {
  const base = { kind: "activation", parameters: [], when: "before-deployment" } as const;
  return [
    ...models.map((model) => ({
      ...base,
      todo: `See in Bedrock's console that ${environment.region} offers ${invokedId(model)} and that the account may call it; some makers ask for a form first.`,
      address: addressOf("model", model.name),
    })),
    ...(backup === null
      ? []
      : [
          {
            ...base,
            todo: `Opt in to EFS, RDS, Aurora and S3, as far as the backup covers them, in the settings of AWS Backup in ${environment.region}.`,
            address: null,
          },
        ]),
  ];
}

/** An address may be in both, and gets two mails then. */
const TOPIC_WORDS = { alerts: "warnings", critical: "critical alarms" } as const;

function environmentRequirements({ environment }: ResolvedApp): readonly Requirement[] {
  const { domain, alertTopics, budget } = environment;
  const base = { address: null, parameters: [], when: "after-first-deployment" } as const;
  return [
    ...(domain?.hostedZone.kind === "create"
      ? [
          {
            ...base,
            kind: "delegation",
            todo: `Delegate ${domain.hostedZone.name} at its registrar to the name servers of the new hosted zone.`,
          } as const,
        ]
      : []),
    ...alertTopics.flatMap(({ name, emails }) =>
      emails.map((email) => {
        const what = alertTopics.length === 1 ? "subscription" : `subscription to the topic of ${TOPIC_WORDS[name]}`;
        return { ...base, kind: "confirmation", todo: `Confirm the ${what} that AWS sends to ${email}.` } as const;
      }),
    ),
    ...(budget === null
      ? []
      : [
          {
            ...base,
            kind: "activation",
            todo:
              `Activate the cost allocation tags ${BUDGET_TAGS.join(" and ")} in the billing console of the paying account; ` +
              "until then the budget counts nothing.",
          } as const,
        ]),
  ];
}

/** CloudFormation imports what another environment's stacks export, so those must be up, and be taken down last. */
function ownerRequirements({ network, ingress }: ResolvedApp): readonly Requirement[] {
  const of = [network.source, ...(ingress === null ? [] : [ingress.loadBalancer])].find(
    ({ kind }) => kind === "shared",
  );
  if (of?.kind !== "shared") return [];
  return [
    {
      kind: "environment",
      todo: `Deploy the environment "${of.of}" first: its network${ingress === null ? " is" : " and its load balancer are"} used here. It can't be destroyed before this one.`,
      when: "before-deployment",
      address: addressOf("environment", of.of),
      parameters: [],
    },
  ];
}

/** Everything that a deployment waits for from outside, in the order in which it is needed. */
export function requirementsOf(app: ResolvedApp, assembly: Assembly): readonly Requirement[] {
  const parameters = openParameters(assembly.stacks);
  const images = imageRequirements(app, parameters);
  const taken = new Set(images.flatMap((image) => image.parameters.map(({ name }) => name)));
  const others = parameters
    .filter(({ name }) => !taken.has(name))
    .map(
      ({ name, description, stacks }) =>
        ({
          kind: "template-parameter",
          todo: description === "" ? `A value for ${name}.` : `${description.replace(/\.$/, "")}.`,
          when: "before-deployment",
          address: null,
          parameters: [{ name, stacks }],
        }) as const,
    );
  return [
    ...ownerRequirements(app),
    ...regionRequirements(app),
    ...images,
    ...others,
    ...secretRequirements(app),
    ...senderRequirements(app),
    ...accountRequirements(app),
    ...environmentRequirements(app),
  ];
}
