import type { EmulatedApi } from "../api/emulated-api.js";
import type { LiveCluster } from "../ecs/live-cluster.js";
import { alarmNames } from "../ecs/alarm-names.js";
import type { LiveService } from "../ecs/live-service.js";
import { routesOf } from "../ecs/service-answers.js";
import { cloudWatch, elasticLoadBalancing } from "../resources/calls.js";

/** Brings what the emulator keeps of load balancers and alarms to what the simulation says of this moment, before anybody asks. */
export class SimulatedState {
  private readonly cluster: LiveCluster;
  private readonly api: (region: string) => EmulatedApi;
  private readonly written = new Map<string, string>();

  constructor(cluster: LiveCluster, api: (region: string) => EmulatedApi) {
    this.cluster = cluster;
    this.api = api;
  }

  /** Weights of the listener rules that ECS shifts traffic by. */
  async writeWeights(): Promise<void> {
    for (const service of this.cluster.all()) {
      for (const route of routesOf(service)) {
        const { rule, groups } = route;
        if (rule !== null) await this.writeWeight(service, rule, groups);
      }
    }
  }

  /** States of the alarms that deployments watch. */
  async writeAlarms(): Promise<void> {
    for (const service of this.cluster.all()) {
      for (const [name, AlarmName] of alarmNames(service)) {
        const StateValue = service.state.ringing.includes(name) ? "ALARM" : "OK";
        await this.once(`alarm ${AlarmName}`, StateValue, async () => {
          const request = { AlarmName, StateValue, StateReason: "As the rehearsal says." };
          await cloudWatch(this.api(service.region), "SetAlarmState", request);
        });
      }
    }
  }

  private async writeWeight(
    service: LiveService,
    rule: string,
    groups: Readonly<Record<"blue" | "green", string>>,
  ): Promise<void> {
    const { last, state } = service;
    const other = last.target.group === "blue" ? "green" : "blue";
    const weights = [
      { TargetGroupArn: groups[last.target.group], Weight: state.traffic.newPercent },
      { TargetGroupArn: groups[other], Weight: state.traffic.oldPercent },
    ];
    await this.once(`rule ${rule}`, JSON.stringify(weights), async () => {
      const Actions = [{ Type: "forward", Order: 1, ForwardConfig: { TargetGroups: weights } }];
      await elasticLoadBalancing(this.api(service.region), "ModifyRule", { RuleArn: rule, Actions });
    });
  }

  private async once(what: string, value: string, write: () => Promise<void>): Promise<void> {
    if (this.written.get(what) === value) return;
    await write();
    this.written.set(what, value);
  }
}
