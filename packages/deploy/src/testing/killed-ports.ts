import { Fault } from "@fairlead/errors";

/** When a process dies: before its nth call of any port is made, or after it was carried out and before its answer is heard. */
export interface Death {
  readonly call: number;
  readonly when: "before" | "after";
}

/** Ports of a process that dies at a call; every later call fails, too. `calls` counts those that were made. */
export function killedPorts<Ports extends object>(
  ports: Ports,
  death: Death | null,
): { ports: Ports; calls: () => number } {
  let calls = 0;
  const die = (): never => {
    throw new Fault("Killed", "The process was killed here.");
  };
  const carryOut = async (method: () => unknown): Promise<unknown> => {
    calls += 1;
    if (death === null) return method();
    if (calls > death.call || (calls === death.call && death.when === "before")) return die();
    const answer = await method();
    return calls >= death.call && death.when === "after" ? die() : answer;
  };
  const wrap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== "function") return value;
        // It draws a word and asks nobody.
        if (key === "token") return (): unknown => Reflect.apply(value, target, []);
        return (...args: readonly unknown[]): unknown => carryOut((): unknown => Reflect.apply(value, target, args));
      },
    });
  const wrapped = new Proxy(ports, {
    get: (target, key) => {
      const port: unknown = Reflect.get(target, key, target);
      // Time passes for the dead, too; and its calls answer at once.
      return key === "clock" || typeof port !== "object" || port === null ? port : wrap(port);
    },
  });
  return { ports: wrapped, calls: () => calls };
}
