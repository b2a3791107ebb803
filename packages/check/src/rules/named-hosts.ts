import type { ResolvedApp } from "@fairlead/model";
import { eachVariable, type TaskVariable } from "./each-variable.js";

/** A variable whose value stands in the description as it is: it connects nothing with anything. */
interface LiteralVariable extends Pick<TaskVariable, "address" | "name" | "task"> {
  readonly text: string;
}

/** A host that a variable names in plain text, and so without opening a way to it. */
export interface NamedHost extends LiteralVariable {
  readonly host: string;
  /** `null`: it follows from nothing that is written. */
  readonly port: number | null;
  /** Of a URL, e.g. `redis`; `null`: no URL. */
  readonly scheme: string | null;
}

const URL_WITH_HOST =
  /^([a-z][a-z0-9]*)(?:\+[a-z0-9]+)?:\/\/(?:[^\s/@]*@)?([a-z0-9][\w.-]*)(?::(\d{1,5}))?(?:[/?#,]|$)/iu;
const HOST_WITH_PORT = /^([a-z0-9][\w.-]*):(\d{1,5})$/iu;
const HOST_ALONE = /^[a-z0-9][\w.-]*$/iu;

/** `RABBITMQ_HOST`, but not `HOST` or `HOSTNAME`: these say where a server listens. */
const NAME_OF_HOST = /.(_HOST|_HOSTNAME)$/u;
const NAME_OF_ADDRESS = /_(ADDR|ADDRESS|ENDPOINT|HOST|SERVER|SERVERS|BROKER|BROKERS|URL|URI)$/u;

/** Schemes of what is called over a network, and the port that drivers take where a URL names none; `s3://…` is no host. */
const PORTS: Readonly<Record<string, number | null>> = {
  amqp: 5672,
  amqps: 5671,
  bolt: 7687,
  ftp: 21,
  grpc: null,
  http: 80,
  https: 443,
  mongodb: 27_017,
  mysql: 3306,
  nats: 4222,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
  rediss: 6379,
  smtp: 25,
  smtps: 465,
  tcp: null,
  ws: 80,
  wss: 443,
};

const numberIn = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

/** `SMTP_PORT` beside `SMTP_HOST`. */
function portBeside({ name, task }: LiteralVariable, all: readonly LiteralVariable[]): number | null {
  const partner = name.replace(/_(HOST|HOSTNAME)$/u, "_PORT");
  const port = all.find((other) => other.task === task && other.name === partner && /^\d{1,5}$/u.test(other.text));
  return numberIn(port?.text);
}

function hostIn(variable: LiteralVariable, all: readonly LiteralVariable[]): NamedHost[] {
  const { name, text } = variable;
  const [, written = "", urlHost, urlPort] = URL_WITH_HOST.exec(text) ?? [];
  const scheme = written.toLowerCase();
  const usual = PORTS[scheme];
  if (urlHost !== undefined && usual !== undefined) {
    return [{ ...variable, host: urlHost, port: numberIn(urlPort) ?? usual, scheme }];
  }
  const [, host, port] = HOST_WITH_PORT.exec(text) ?? [];
  if (host !== undefined && NAME_OF_ADDRESS.test(name)) {
    return [{ ...variable, host, port: numberIn(port), scheme: null }];
  }
  return NAME_OF_HOST.test(name) && HOST_ALONE.test(text)
    ? [{ ...variable, host: text, port: portBeside(variable, all), scheme: null }]
    : [];
}

/** The task itself; whoever listens there is in it. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|0\.0\.0\.0)$/iu;

/** Every host of another machine that a variable names in plain text: in a URL, with a port, or in a variable that is called so. */
export function namedHosts(app: ResolvedApp): NamedHost[] {
  const all = eachVariable(app).flatMap(({ address, task, name, value }) =>
    value.kind === "literal" ? [{ address, task, name, text: value.value }] : [],
  );
  return all.flatMap((variable) => hostIn(variable, all)).filter(({ host }) => !LOOPBACK.test(host));
}
