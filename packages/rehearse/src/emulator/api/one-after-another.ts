/** Begins a piece of work when those before it have ended. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** moto walks through its stacks while another request adds one, and fails; so it is asked one thing at a time. */
export function oneAfterAnother(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
