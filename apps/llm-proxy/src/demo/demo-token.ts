import { request } from "undici";
import { z } from "zod";
import { StartupError } from "../errors/startup-error.js";

const idShape = z.object({ id: z.string() });
const tokenShape = z.object({ token: z.string() });

/** Makes a project and a token by the management API, as a user would. */
export async function makeDemoToken(origin: string, managementToken: string): Promise<string> {
  const post = async <T>(path: string, shape: z.ZodType<T>, body: object): Promise<T> => {
    const response = await request(`${origin}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${managementToken}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const parsed = shape.safeParse(await response.body.json());
    if (parsed.success) return parsed.data;
    throw new StartupError(`The management API answered ${response.statusCode} to POST ${path}.`);
  };
  const project = await post("/manage/projects", idShape, { name: "demo" });
  const made = await post("/manage/tokens", tokenShape, { project_id: project.id, duration_minutes: 60 * 24 });
  return made.token;
}
