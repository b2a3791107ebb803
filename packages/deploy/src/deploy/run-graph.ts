/** One piece of work among others, some of which must be done before it. */
export interface GraphNode {
  readonly name: string;
  /** Names of nodes; one that isn't in the graph is held to be done. */
  readonly after: readonly string[];
  readonly run: () => Promise<void>;
}

/** How a graph ended. What is in none of the lists was never begun. */
export interface GraphEnd {
  readonly done: readonly string[];
  readonly failed: readonly FailedNode[];
  readonly notBegun: readonly string[];
}

interface FailedNode {
  readonly name: string;
  readonly error: unknown;
}

/** How a graph is run. */
export interface GraphOptions {
  /** At most so many at the same time. */
  readonly concurrency: number;
  /** Aborted: what runs is let end, and nothing more is begun. */
  readonly signal: AbortSignal;
}

/**
 * Runs nodes side by side as their dependencies allow, in the order they are given where several could begin. After a failure what runs
 * is let end, since CloudFormation carries on anyway, and nothing more is begun: a half-known state is nothing to build upon. Never rejects.
 */
export async function runGraph(nodes: readonly GraphNode[], { concurrency, signal }: GraphOptions): Promise<GraphEnd> {
  const names = new Set(nodes.map(({ name }) => name));
  const done = new Set<string>();
  const failed: FailedNode[] = [];
  const running = new Map<string, Promise<void>>();
  let waiting = [...nodes];

  const start = (node: GraphNode): void => {
    const ends = node
      .run()
      .then(
        () => void done.add(node.name),
        (error: unknown) => void failed.push({ name: node.name, error }),
      )
      .finally(() => running.delete(node.name));
    running.set(node.name, ends);
  };
  const isReady = ({ after }: GraphNode): boolean => after.every((name) => done.has(name) || !names.has(name));

  for (;;) {
    const mayBegin = failed.length === 0 && !signal.aborted;
    const next = mayBegin && running.size < concurrency ? waiting.find(isReady) : undefined;
    if (next !== undefined) {
      waiting = waiting.filter((node) => node !== next);
      start(next);
      continue;
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  return { done: [...done], failed, notBegun: waiting.map(({ name }) => name) };
}
