/** One thing wrong with the environment: where, what, and how to mend it. Never holds the value of a secret. */
export interface ConfigurationProblem {
  /** Name of the variable. */
  readonly name: string;
  readonly message: string;
  readonly fix: string;
}

/** The process can't start with this environment; holds every problem, not only the first. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    super(describeProblems(problems));
    this.problems = problems;
  }
}

function describeProblems(problems: readonly ConfigurationProblem[]): string {
  const count = problems.length === 1 ? "One problem" : `${problems.length} problems`;
  const lines = problems.map(({ name, message, fix }) => `  ${name}: ${message}\n    ${fix}`);
  return `${count} with the environment:\n${lines.join("\n")}`;
}
