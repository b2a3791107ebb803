import { connectionUrl } from "../../postgres/connection-url.js";
import type { SecretStore, SignIn } from "./ports.js";
import type { Settings } from "./settings.js";

/** Writes the URL that goes with credentials, if it is another than the current one; tells whether it was. */
export async function makeUrlCurrent(
  { username, password }: SignIn,
  secrets: SecretStore,
  settings: Settings,
): Promise<boolean> {
  const url = connectionUrl({ ...settings, host: settings.clientHost, username, password });
  if ((await secrets.readCurrent(settings.urlArn)) === url) return false;
  await secrets.putCurrent(settings.urlArn, url);
  return true;
}
