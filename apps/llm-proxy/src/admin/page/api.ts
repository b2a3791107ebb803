/** What the management API answers; see `/manage/openapi.json`. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly is_active: boolean;
  readonly providers: readonly string[];
  readonly policy: { readonly models: readonly string[] };
  readonly created_at: string;
}

export interface Token {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly expires_at: string | null;
  readonly is_active: boolean;
  readonly max_requests: number | null;
  readonly request_count: number;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
  readonly created_at: string;
}

export interface UsageRow {
  readonly project_id: string;
  readonly group: string;
  readonly requests: number;
  readonly failed_requests: number;
  readonly unpriced_requests: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cost_usd: number;
}

export interface UsageAnswer {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly UsageRow[];
}

export interface AuditEvent {
  readonly id: number;
  readonly timestamp: string;
  readonly action: string;
  readonly actor: string;
  readonly project_id: string | null;
  readonly token_id: string | null;
  readonly client_ip: string | null;
  readonly outcome: string;
  readonly reason: string | null;
}

export interface AuditPage {
  readonly events: readonly AuditEvent[];
  readonly pagination: { readonly next_cursor: number | null };
}

/** The API said no; its message may be shown. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** In the tab's own storage: gone with the tab, and never sent by the browser on its own as a cookie would be. */
const STORAGE_KEY = "management-token";

export const isSignedIn = (): boolean => sessionStorage.getItem(STORAGE_KEY) !== null;
export const signOut = (): void => {
  sessionStorage.removeItem(STORAGE_KEY);
};

/** Keeps the token when the API takes it. @throws ApiError when it doesn't */
export async function signIn(token: string): Promise<void> {
  await send("GET", "projects?limit=1", token);
  sessionStorage.setItem(STORAGE_KEY, token);
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** @param path Below `/manage/`. The page trusts the server that it came from to answer in the form it documents. */
export async function ask<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
  const answer = await send(method, path, sessionStorage.getItem(STORAGE_KEY) ?? "", body);
  return read<Answer>(answer.status === 204 ? "null" : await answer.text());
}

async function send(method: Method, path: string, token: string, body?: object): Promise<Response> {
  const answer = await fetch(`manage/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(0, "The gateway can't be reached.");
  });
  if (answer.ok) return answer;
  throw new ApiError(answer.status, await messageOf(answer));
}

/** The page comes from the server that answers here, and the API's own tests hold it to its document. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names what JSON can't tell the compiler
function read<Value>(text: string): Value {
  const value: Value = JSON.parse(text); // eslint-disable-line @typescript-eslint/no-unsafe-assignment -- as above
  return value;
}

async function messageOf(answer: Response): Promise<string> {
  try {
    return read<{ readonly error: { readonly message: string } }>(await answer.text()).error.message;
  } catch {
    return `The gateway answered with status ${answer.status}.`;
  }
}

/** Every page of a list, up to a number that a person can still look through. */
export async function askAll<Item extends { readonly id: string }>(path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let pages = 0; pages < 20; pages++) {
    const after = items.at(-1)?.id;
    const separator = path.includes("?") ? "&" : "?";
    const cursor = after === undefined ? "" : `&after=${encodeURIComponent(after)}`;
    const page = await ask<Item[]>("GET", `${path}${separator}limit=500${cursor}`);
    items.push(...page);
    if (page.length < 500) break;
  }
  return items;
}
