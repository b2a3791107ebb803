import { Policy, type Role } from "aws-cdk-lib/aws-iam";

/**
 * What a role has been allowed, as something to wait for. Who names the role waits for the role already, but its policy is a
 * resource of its own, and a task that comes up before it fails.
 */
export const permissionsOf = (role: Role): Policy[] => role.node.children.filter((child) => child instanceof Policy);
