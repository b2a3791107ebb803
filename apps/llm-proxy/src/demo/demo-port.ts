import { once } from "node:events";
import { createServer } from "node:net";

/** As the server's own default. */
const USUAL_PORT = 8080;

/** Where the demo listens: where it is told to, else at its usual port, else, when somebody has that, at any free one. */
export async function demoPort(asked: string | undefined): Promise<string> {
  if (asked !== undefined && asked.trim() !== "") return asked;
  return (await isFree(USUAL_PORT)) ? String(USUAL_PORT) : "0";
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, "127.0.0.1");
    await once(probe, "listening");
  } catch {
    return false;
  }
  probe.close();
  await once(probe, "close");
  return true;
}
