import type { DependencyState } from "../lifecycle/background-probes.js";
import type { GaugeReading, OwnTelemetry } from "../telemetry/open-telemetry.js";

/** Values that exist by themselves and are read when metrics are. */
export function reportGauges(telemetry: OwnTelemetry, states: () => readonly DependencyState[]): void {
  telemetry.gauge("llm_proxy.dependency.up", "1 while a dependency answers, else 0.", () =>
    states().map(({ name, status }) => ({ value: status === "up" ? 1 : 0, attributes: { name } })),
  );
  telemetry.gauge("llm_proxy.event_lag", "Events that the slowest sink has not read yet.", () =>
    eventFacts(states(), ["lag"]).map(({ value }) => ({ value, attributes: {} })),
  );
  telemetry.gauge("llm_proxy.events", "Events of this process by what became of them.", () =>
    eventFacts(states(), ["published", "acknowledged", "dropped", "spooled"]),
  );
  telemetry.gauge("process.memory.rss", "Resident memory of this process, in bytes.", () => [
    { value: process.memoryUsage.rss(), attributes: {} },
  ]);
}

const eventFacts = (states: readonly DependencyState[], names: readonly string[]): GaugeReading[] =>
  states
    .filter(({ name }) => name === "event_bus")
    .flatMap(({ details }) => names.map((state) => ({ value: details[state] ?? 0, attributes: { state } })));
