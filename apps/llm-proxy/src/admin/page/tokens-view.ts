import { ask, askAll, type Project, type Token } from "./api.js";
import { confirmThat, field, openForm, showSecret, textOf } from "./dialogs.js";
import { element } from "./elements.js";
import { showCount, showTime } from "./formats.js";
import { tell } from "./notices.js";
import { nameOf, projectSelect } from "./project-select.js";
import { badge, button, table } from "./tables.js";

/** @param projectId "": of all projects. */
export async function tokensView(projectId: string, refresh: () => void): Promise<HTMLElement[]> {
  const filter = projectId === "" ? "" : `?project_id=${encodeURIComponent(projectId)}`;
  const [projects, tokens] = await Promise.all([askAll<Project>("projects"), askAll<Token>(`tokens${filter}`)]);
  const project = projects.find(({ id }) => id === projectId);
  const create = element(
    "button",
    { type: "button", disabled: !projects.some(({ is_active }) => is_active) },
    "New token",
  );
  create.addEventListener("click", () => {
    createToken(projects, projectId, refresh);
  });
  const newestFirst = tokens.toSorted((left, right) => right.created_at.localeCompare(left.created_at));
  const live = tokens.filter((token) => token.revoked_at === null);
  const revokeAll =
    project === undefined || live.length === 0
      ? null
      : button("Revoke all", "danger", () => {
          revokeAllOf(project, refresh);
        });
  return [
    element(
      "div",
      { class: "head" },
      element("h1", {}, "Tokens"),
      element("span", { class: "row" }, revokeAll, create),
    ),
    element("div", { class: "row filters" }, projectSelect(projects, projectId, "tokens")),
    table(
      "Tokens",
      [
        { title: "Name", kind: "heading", cell: ({ name, id }) => name || element("code", {}, id.slice(0, 8)) },
        { title: "Project", cell: ({ project_id }) => nameOf(projects, project_id) },
        { title: "State", cell: stateOf },
        {
          title: "Expires",
          kind: "time",
          cell: ({ expires_at }) => (expires_at === null ? "Never" : showTime(expires_at)),
        },
        { title: "Requests", kind: "number", cell: requestsOf },
        { title: "Last used", kind: "time", cell: ({ last_used_at }) => showTime(last_used_at) },
        { title: "", kind: "actions", cell: (token) => actions(token, refresh) },
      ],
      newestFirst,
      projects.length === 0 ? "Make a project first: a token belongs to one." : "No token yet.",
    ),
  ];
}

function stateOf({ revoked_at, is_active, expires_at }: Token): HTMLElement {
  if (revoked_at !== null) return badge("Revoked", "bad");
  if (!is_active) return badge("Off", "bad");
  return expires_at !== null && new Date(expires_at) <= new Date()
    ? badge("Expired", "neutral")
    : badge("Active", "good");
}

/** Calls are counted against a quota; without one they appear in the usage alone. */
const requestsOf = ({ request_count, max_requests }: Token): string =>
  max_requests === null ? "No limit" : `${showCount(request_count)} of ${showCount(max_requests)}`;

function actions(token: Token, refresh: () => void): HTMLElement {
  if (token.revoked_at !== null) return element("span");
  const label = token.name || token.id.slice(0, 8);
  const revoke = button("Revoke", "danger", () => {
    confirmThat(
      `Revoke ${label}?`,
      "Whoever uses it is refused within a second. This is final.",
      "Revoke",
      async () => {
        await ask("DELETE", `tokens/${token.id}`);
        tell(`${label} is revoked.`);
        refresh();
      },
    );
  });
  revoke.setAttribute("aria-label", `Revoke ${label}`);
  return revoke;
}

function revokeAllOf(project: Project, refresh: () => void): void {
  const text = "Whoever uses one of them is refused within a second. This is final.";
  confirmThat(`Revoke every token of ${project.name}?`, text, "Revoke all", async () => {
    const { revoked_count } = await ask<{ revoked_count: number }>("POST", `projects/${project.id}/tokens/revoke`);
    tell(`${showCount(revoked_count)} tokens are revoked.`);
    refresh();
  });
}

function createToken(projects: readonly Project[], projectId: string, refresh: () => void): void {
  const options = projects
    .filter(({ is_active }) => is_active)
    .map(({ id, name }) => element("option", { value: id, selected: id === projectId }, name));
  openForm({
    title: "New token",
    fields: [
      element("label", {}, "Project", element("select", { name: "project" }, ...options)),
      field({ name: "name", label: "Name", hint: "Whose it is, or what for." }),
      field({ name: "days", label: "Days until it expires", hint: "Empty: never.", type: "number", value: "30" }),
      field({ name: "requests", label: "Requests over its life", hint: "Empty: no limit.", type: "number" }),
    ],
    submit: "Make token",
    onSubmit: async (data) => {
      const [days, requests] = [textOf(data, "days"), textOf(data, "requests")];
      const life = days === "" ? { expires_at: null } : { duration_minutes: Number(days) * 24 * 60 };
      const body = { project_id: textOf(data, "project"), name: textOf(data, "name"), ...life };
      const limited = requests === "" ? body : { ...body, max_requests: Number(requests) };
      const { token } = await ask<{ token: string }>("POST", "tokens", limited);
      refresh();
      showSecret(token);
    },
  });
}
