import type { ResolvedApp } from "@fairlead/model";
import { global, policyScope } from "./policy-scope.js";

/** Which runs of GitHub Actions may take on a role. */
export interface GithubRuns {
  /** `owner/name`. */
  readonly repository: string;
  /** GitHub's environment that a run is in; `null`: runs on the branch `main`. */
  readonly environment: string | null;
}

/**
 * Who may take on the role: GitHub's runs of one repository, by OpenID Connect and without any stored key (GitHub documentation, "Configuring
 * OpenID Connect in Amazon Web Services", 2025). The provider `token.actions.githubusercontent.com` has to be in the account.
 */
export function githubTrust(app: ResolvedApp, account: string, { repository, environment }: GithubRuns) {
  const scope = policyScope(app, account);
  const subject = environment === null ? "ref:refs/heads/main" : `environment:${environment}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: global(scope, "iam", "oidc-provider/token.actions.githubusercontent.com") },
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": `repo:${repository}:${subject}`,
          },
        },
      },
    ],
  } as const;
}
