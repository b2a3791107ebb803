import {
  MANAGED_POLICY_CHARACTERS,
  policyCharacters,
  type PolicyDocument,
  type PolicyStatement,
} from "./policy-document.js";

const documentOf = (Statement: readonly PolicyStatement[]): PolicyDocument => ({ Version: "2012-10-17", Statement });

/** Statements as managed policies: they stay whole, in their order; and a policy takes as many as fit. */
export function splitPolicy(statements: readonly PolicyStatement[]): readonly PolicyDocument[] {
  const documents: PolicyStatement[][] = [];
  for (const each of statements) {
    const last = documents.at(-1);
    if (last !== undefined && policyCharacters(documentOf([...last, each])) <= MANAGED_POLICY_CHARACTERS)
      last.push(each);
    else documents.push([each]);
  }
  return documents.map(documentOf);
}
