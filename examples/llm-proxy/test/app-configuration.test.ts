import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
// What the image runs is asked itself: no copy of its rules could stay true.
import { databaseSettingsOf } from "../../../apps/llm-proxy/src/config/database-settings-of.js";
import { type Environment, environmentSchema } from "../../../apps/llm-proxy/src/config/environment.js";
import { loadConfiguration } from "../../../apps/llm-proxy/src/config/load-configuration.js";
import { COMMANDS } from "../../../apps/llm-proxy/src/config/requirements.js";
import config from "../fairlead.config.js";
import { type Plan, planOf } from "../../testing/plan-of.js";
import { collectorBeside, type PlannedContainer, plannedContainers } from "./planned-container.js";
import { resourcesOf } from "../../testing/resources.js";
import { listAt, textAt, valueAt } from "../../testing/value-at.js";

/** Read by OpenTelemetry's exporter, or by SDKs that send logs too; not by the app. */
const OF_THE_EXPORTER = new Set(["OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_LOGS_EXPORTER"]);

const dockerfile = readFileSync(join(import.meta.dirname, "../../../apps/llm-proxy/Dockerfile"), "utf8");

describe.each(["dev", "prod"])("the containers of the LLM Proxy in %s", (name) => {
  let plan: Plan;
  let containers: readonly PlannedContainer[];
  beforeAll(async () => {
    plan = await planOf(config, name, import.meta.url);
    containers = plannedContainers(plan.assembly);
  });

  const container = (which: string): PlannedContainer =>
    containers.find((each) => each.name === which) ?? expect.fail(`The plan has no container "${which}".`);
  const environmentOf = (which: string): Environment => load(container(which)).environment;

  it("run commands that the image has, each with an environment that it accepts without a word", () => {
    expect(containers.map((each) => each.command).toSorted()).toEqual([["dispatcher"], ["migrate"], ["server"]]);
    expect(containers.flatMap((each) => load(each).warnings)).toEqual([]);
  });

  it("are given no variable that the app doesn't know", () => {
    const known = new Set([...Object.keys(environmentSchema.shape), ...OF_THE_EXPORTER]);
    expect(containers.flatMap((each) => Object.keys(each.environment)).filter((each) => !known.has(each))).toEqual([]);
  });

  it("are handed what their command needs, and no secret beside it", () => {
    const injected = Object.fromEntries(containers.map((each) => [each.name, each.injected.toSorted()]));
    expect(injected).toEqual({
      proxy: ["DATABASE_URL", "ENCRYPTION_KEY", "LOG_LEVEL", "MANAGEMENT_TOKEN", "OPENAI_API_KEY", "REDIS_URL"],
      dispatcher: ["LOG_LEVEL", "REDIS_URL"],
      migrate: ["DATABASE_URL", "ENCRYPTION_KEY", "LOG_LEVEL"],
    });
  });

  it("speak TLS to the database and the cache, and judge the database's certificate", () => {
    for (const each of ["proxy", "migrate"]) {
      const settings = databaseSettingsOf(environmentOf(each));
      expect(settings).toMatchObject({ kind: "postgres", address: { sslMode: "verify-full" } });
      const file = settings.kind === "postgres" ? settings.address.sslRootCertificateFile : null;
      expect(dockerfile).toMatch(/^COPY --from=build \/app\/certificates \/app\/certificates$/m);
      expect(file).toBe("/app/certificates/rds.pem");
    }
    for (const each of ["proxy", "dispatcher"]) expect(environmentOf(each).REDIS_URL).toMatch(/^rediss:\/\/:/);
  });

  it("listen where the load balancer and the health checks look for them", () => {
    const { PORT, LISTEN_ADDR, LISTEN_SURFACES } = environmentOf("proxy");
    expect(container("proxy").ports).toEqual([PORT ?? LISTEN_ADDR.port]);
    const paths = resourcesOf(plan.assembly, "AWS::ElasticLoadBalancingV2::TargetGroup").map(
      ({ Properties }) => Properties?.["HealthCheckPath"],
    );
    expect(new Set(paths)).toEqual(new Set(["/ready"]));
    expect(LISTEN_SURFACES).toEqual(["data", "health"]);
    const health: unknown = JSON.parse(/^HEALTHCHECK .* CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? "null");
    expect(container("proxy").healthCommand).toEqual(["CMD", ...listAt(health)]);
    const port = String(environmentOf("dispatcher").DISPATCHER_LISTEN_ADDR.port);
    expect(container("dispatcher").healthCommand).toEqual(["CMD", ...listAt(health), port]);
    expect(container("dispatcher").ports).toEqual([]);
  });

  it("show the management API and the admin page to the office alone, or on the task's loopback", () => {
    const { ADMIN_HOST, ADMIN_LISTEN_ADDR } = environmentOf("proxy");
    const rules = resourcesOf(plan.assembly, "AWS::ElasticLoadBalancingV2::ListenerRule").map(({ Properties }) =>
      listAt(Properties, "Conditions"),
    );
    const ofOffice = rules.filter((conditions) => conditions.some((each) => textAt(each, "Field") === "source-ip"));
    const hosts = ofOffice.flatMap((conditions) =>
      conditions.flatMap((each) => listAt(each, "HostHeaderConfig", "Values")),
    );
    expect(hosts).toEqual(ADMIN_HOST === null ? [] : [ADMIN_HOST]);
    expect(ADMIN_LISTEN_ADDR?.host ?? "none").toBe(ADMIN_HOST === null ? "127.0.0.1" : "none");
  });

  it("keep idle connections longer than the load balancer does", () => {
    const attributes = resourcesOf(plan.assembly, "AWS::ElasticLoadBalancingV2::LoadBalancer").flatMap(
      ({ Properties }) => listAt(Properties, "LoadBalancerAttributes"),
    );
    const idle = attributes.find((each) => textAt(each, "Key") === "idle_timeout.timeout_seconds");
    expect(Number(textAt(idle, "Value"))).toBeGreaterThan(0);
    expect(environmentOf("proxy").KEEP_ALIVE_TIMEOUT).toBeGreaterThan(Number(textAt(idle, "Value")) * 1000);
  });

  it("end by themselves before ECS ends them", () => {
    for (const each of ["proxy", "dispatcher"]) {
      const { SHUTDOWN_TIMEOUT, DRAIN_DELAY, SHUTDOWN_REQUEST_TIMEOUT } = environmentOf(each);
      expect(SHUTDOWN_TIMEOUT).toBeLessThan(container(each).stopTimeoutSeconds * 1000);
      if (each === "proxy") expect(DRAIN_DELAY + SHUTDOWN_REQUEST_TIMEOUT).toBeLessThan(SHUTDOWN_TIMEOUT);
    }
  });

  it("write to no folder of a root file system that is read-only", () => {
    for (const each of containers) {
      expect(each.isRootReadOnly).toBe(true);
      const { EVENT_SPOOL_DIR, DATABASE_EMBEDDED_PATH, DISPATCHER_FILE } = load(each).environment;
      const folders = [EVENT_SPOOL_DIR, DATABASE_EMBEDDED_PATH, DISPATCHER_FILE].filter((folder) => folder !== null);
      expect(folders.filter((folder) => !each.writableFolders.some((free) => folder.startsWith(`${free}/`)))).toEqual(
        [],
      );
    }
  });

  it("send to the collector beside them what it takes", () => {
    const collector = collectorBeside(plan.assembly, "proxy");
    const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_METRICS_EXPORTER } = environmentOf("proxy");
    const listening = textAt(collector, "receivers", "otlp", "protocols", "http", "endpoint");
    expect(URL.parse(endpoint ?? "")?.port ?? "").toBe(URL.parse(`http://${listening}`)?.port ?? "");
    expect(valueAt(collector, "service", "pipelines", "metrics")).toBeUndefined();
    expect(OTEL_METRICS_EXPORTER).toBe(collector === null ? "otlp" : "none");
    expect(collectorBeside(plan.assembly, "dispatcher")).toBeNull();
  });

  it("come from an image whose folder and Dockerfile are there", () => {
    const [source] = plan.app.images.map((each) => each.source);
    if (source?.kind !== "build") return expect.fail("The image is built from a folder.");
    const context = join(import.meta.dirname, "..", source.context);
    expect(readFileSync(join(context, source.dockerfile), "utf8")).toBe(dockerfile);
    expect(existsSync(join(context, "package-lock.json"))).toBe(true);
  });
});

function load({ command, environment }: PlannedContainer) {
  const known = COMMANDS.find((each) => each === command[0]);
  return known === undefined
    ? expect.fail(`The image has no command "${command.join(" ")}".`)
    : loadConfiguration(known, environment);
}
