import type { AppDefinition } from "@fairlead/model";
import consumerRights from "../../../consumer-rights/fairlead.config.js";
import llmProxyApp from "../../../llm-proxy/fairlead.config.js";
import macroAiApp from "../../../macro-ai/fairlead.config.js";
import postmagiqApp, { postmagiq } from "../../../postmagiq/fairlead.config.js";
import recipeChatbotApp from "../../../recipe-chatbot/fairlead.config.js";
import type { Resources } from "./building-blocks.js";
import {
  llmProxy,
  macroAi,
  postmagiqDev,
  postmagiqProd,
  recipeChatbot,
  rightsMinimal,
  rightsOptimised,
  rightsProduction,
} from "./planned-systems.js";

/** Which sum an aim holds. */
export interface Aim {
  readonly usd: number;
  readonly of: "min" | "expected";
}

/** An environment of a plan, as it is claimed, as it is written, and as it is here. */
export interface ComparedEnvironment {
  readonly app: string;
  readonly environment: string;
  readonly definition: AppDefinition;
  /** As the plan calls it. */
  readonly title: string;
  /** What the plan says that it costs a month. */
  readonly claimed: string;
  readonly asWritten: Resources;
  readonly aim: Aim | null;
  /** Ours without what the plan counts by itself; `null`: there is nothing of the kind. */
  readonly counted: AppDefinition | null;
  /** What makes the difference, as sentences. */
  readonly because: string;
}

const MACRO = {
  app: "macro-ai",
  definition: macroAiApp,
  claimed: "nothing",
  aim: null,
  counted: null,
} as const;

const RIGHTS = { app: "consumer-rights", definition: consumerRights, counted: null } as const;

export const COMPARED: readonly ComparedEnvironment[] = [
  {
    app: "llm-proxy",
    environment: "dev",
    definition: llmProxyApp,
    title: "LLM Proxy, low traffic",
    claimed: "130",
    asWritten: llmProxy(1, 1, 1),
    aim: { usd: 105, of: "expected" },
    counted: null,
    because:
      "An address on each task instead of a NAT gateway, Spot, Valkey instead of Redis. The plan leaves out public addresses and capacity units. Half of what is left is Aurora, which the proxy's connections keep awake.",
  },
  {
    app: "llm-proxy",
    environment: "prod",
    definition: llmProxyApp,
    title: "LLM Proxy, production",
    claimed: "300 to 400",
    asWritten: llmProxy(2, 2, 2),
    aim: null,
    counted: null,
    because:
      "Ours has more than the plan's row: a third zone with its NAT gateway, a reader of the database, tasks of twice the size, a firewall and Container Insights.",
  },
  {
    app: "recipe-chatbot",
    environment: "production",
    definition: recipeChatbotApp,
    title: "Recipe Chatbot, production",
    claimed: "190 to 865",
    asWritten: recipeChatbot,
    aim: { usd: 125, of: "min" },
    counted: null,
    because:
      "Addresses on the tasks instead of two NAT gateways, and Graviton. The plan's lines for tasks and NAT are too high, and it leaves out addresses, the firewall and metrics. At most tasks addresses cost as much as gateways would.",
  },
  {
    app: "postmagiq",
    environment: "dev",
    definition: postmagiqApp,
    title: "Postmagiq, dev",
    claimed: "140",
    asWritten: postmagiqDev,
    aim: { usd: 85, of: "expected" },
    counted: null,
    because:
      "No NAT gateway, no RDS Proxy for a handful of connections, 20 GB that grow instead of 100, Graviton, and neither firewall, dashboard nor Container Insights before strangers come. Workers and the job that publishes are there, which the plan lacks.",
  },
  {
    app: "postmagiq",
    environment: "prod",
    definition: postmagiqApp,
    title: "Postmagiq, prod, without the GPU",
    claimed: "600",
    asWritten: postmagiqProd,
    aim: { usd: 640, of: "expected" },
    counted: postmagiq([]),
    because:
      "Two small nodes of Redis instead of two r6g.large for what may be lost anyhow, an address on each task instead of NAT gateways, Graviton. Database, cache and tasks still stand in two zones each. The plan counts one of two cache nodes, one of two database instances, and leaves out memory, proxy, firewall and metrics.",
  },
  {
    ...RIGHTS,
    environment: "minimal",
    title: "Consumer Rights, minimal",
    claimed: "45",
    asWritten: rightsMinimal,
    aim: { usd: 75, of: "expected" },
    because:
      "Seven small tasks on Graviton, four of them on Spot, a NAT instance instead of a gateway, and no load balancer for a gateway that is reached by a forwarded port. The plan's size is none of Fargate's, its subnets have no way out, and PostgreSQL 13, which it names, would add extended support.",
  },
  {
    ...RIGHTS,
    environment: "optimised",
    title: "Consumer Rights, optimised",
    claimed: "40",
    asWritten: rightsOptimised,
    aim: null,
    because:
      "Ours adds what the plan's instance lacks: a broker, vectors and an entrance that no Spot interruption ends, addresses, alarms and backups.",
  },
  {
    ...RIGHTS,
    environment: "production",
    title: "Consumer Rights, production",
    claimed: "105 to 150",
    asWritten: rightsProduction,
    aim: null,
    because:
      "Ours has a NAT gateway in each zone, two tasks of each worker, a firewall and metrics of each task; the plan leaves out the standby's half of the price, NAT and addresses.",
  },
  {
    ...MACRO,
    environment: "dev",
    title: "Macro AI, dev",
    asWritten: macroAi("dev"),
    because:
      "Ours has RDS Proxy, which the plan names and doesn't configure; its client lies in a bucket, not in tasks.",
  },
  {
    ...MACRO,
    environment: "staging",
    title: "Macro AI, staging",
    asWritten: macroAi("staging"),
    because: "Ours adds RDS Proxy, a firewall, traces and metrics of each task, so that production meets nothing new.",
  },
  {
    ...MACRO,
    environment: "prod",
    title: "Macro AI, prod",
    asWritten: macroAi("prod"),
    because: "Graviton, and the client in a bucket; ours adds RDS Proxy, a second cache node, a firewall and metrics.",
  },
];
