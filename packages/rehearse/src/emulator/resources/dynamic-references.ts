import {
  isList,
  isRecord,
  type JsonRecord,
  type JsonValue,
  parseJson,
  recordOf,
  textOf,
} from "../../json/json-value.js";
import { ApiRefusal, type EmulatedApi } from "../api/emulated-api.js";
import { secretsManager } from "./calls.js";

const REFERENCE = /\{\{resolve:(secretsmanager|ssm|ssm-secure):([^{}]+)\}\}/;

/** Puts the values of secrets and parameters where a template names them, as CloudFormation does when it calls a service. */
export async function resolveDynamicReferences(properties: JsonRecord, api: EmulatedApi): Promise<JsonRecord> {
  const entries = Object.entries(properties).map(async ([key, value]) => [key, await inValue(value, api)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function inValue(value: JsonValue, api: EmulatedApi): Promise<JsonValue> {
  if (typeof value === "string") return inText(value, api);
  if (isList(value)) return Promise.all(value.map((item) => inValue(item, api)));
  return isRecord(value) ? resolveDynamicReferences(value, api) : value;
}

async function inText(text: string, api: EmulatedApi): Promise<string> {
  const found = REFERENCE.exec(text);
  if (found === null) return text;
  const [whole, store, name = ""] = found;
  const value = store === "secretsmanager" ? await secretValue(name, api) : await parameterValue(name, api);
  return inText(
    text.replace(whole, () => value),
    api,
  );
}

/** `name` is an ARN or a name, then `SecretString`, a key of its JSON, a stage and a version, all after colons and optional. */
async function secretValue(name: string, api: EmulatedApi): Promise<string> {
  const parts = name.split(":");
  const secret = name.startsWith("arn:") ? parts.slice(0, 7).join(":") : (parts[0] ?? "");
  const [, key = ""] = name.slice(secret.length + 1).split(":");
  const answer = await secretsManager(api, "GetSecretValue", { SecretId: secret });
  const text = textOf(answer["SecretString"]);
  if (key === "") return text;
  const value = recordOf(parseJson(text))[key];
  if (value === undefined) {
    throw new ApiRefusal(
      "ValidationError",
      `Could not find a value associated with JSONKey ${key} in SecretString`,
      400,
    );
  }
  return textOf(value);
}

async function parameterValue(name: string, api: EmulatedApi): Promise<string> {
  const body = { Name: name.split(":")[0] ?? "", WithDecryption: true };
  const answer = await api.json({ service: "ssm", target: "AmazonSSM.GetParameter", body });
  return textOf(recordOf(answer["Parameter"])["Value"]);
}
