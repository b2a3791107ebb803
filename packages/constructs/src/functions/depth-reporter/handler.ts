import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { expectPresent } from "@fairlead/errors";
import { measureQueues } from "./measure-queues.js";
import { measureStreams, secretText } from "./measure-streams.js";
import { type Measurement, reportDepths, scheduledTimeMs } from "./report-depths.js";
import { parseSettings, type Settings } from "./settings.js";

/** Whoever doesn't answer in this time is measured a minute later. */
const TIMEOUT_MS = 5000;

const settings = parseSettings(process.env);
// Without a way to Secrets Manager a connection would be waited for until Lambda ends the run, and the log would say no reason.
const secrets = new SecretsManager({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2000, requestTimeout: TIMEOUT_MS },
});

/** What Lambda calls, for EventBridge Scheduler. */
export const handler = (event: unknown): Promise<void> =>
  reportDepths(
    { namespace: settings.namespace, measuredAtMs: scheduledTimeMs(event) },
    {
      measure: () => measure(settings),
      write: (line) => {
        // Lambda writes words of its own before each line of the console, and CloudWatch takes a metric from plain JSON alone.
        process.stdout.write(`${line}\n`);
      },
    },
  );

function measure(of: Settings): Promise<readonly Measurement[]> {
  switch (of.kind) {
    case "streams":
      return measureStreams(of.series, { timeoutMs: TIMEOUT_MS, readUrl: () => readUrl(of) });
    case "queues":
      return measureQueues(of.series, { timeoutMs: TIMEOUT_MS, metricsUrl: of.metricsUrl, fetch });
  }
}

/** Read anew each minute, at 0.22 USD a month: who kept it would be locked out when the token changes. */
async function readUrl({ urlArn, urlKey }: Extract<Settings, { kind: "streams" }>): Promise<string> {
  const { SecretString } = await secrets.getSecretValue({ SecretId: urlArn });
  return secretText(expectPresent(SecretString, "The text of the cache's secret"), urlKey);
}
