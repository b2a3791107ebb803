/** A bench is ended by the shell; nothing is put away. */
export const noInterruption = {
  onInterrupt: () => () => undefined,
  answer: () => Promise.resolve(),
  takeOver: () => () => undefined,
  end: () => undefined,
};
