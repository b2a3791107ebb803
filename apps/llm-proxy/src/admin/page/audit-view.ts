import { ask, askAll, type AuditEvent, type AuditPage, type Project } from "./api.js";
import { element } from "./elements.js";
import { showTime } from "./formats.js";
import { tellProblem } from "./notices.js";
import { nameOf } from "./project-select.js";
import { badge, table } from "./tables.js";

export async function auditView(): Promise<HTMLElement[]> {
  const projects = await askAll<Project>("projects");
  const list = element("div");
  const more = element("button", { type: "button", class: "quiet" }, "Older entries");
  const events: AuditEvent[] = [];
  let cursor: number | null = null;
  const load = async (): Promise<void> => {
    const page: AuditPage = await ask<AuditPage>("GET", `audit?limit=50${cursor === null ? "" : `&before=${cursor}`}`);
    events.push(...page.events);
    cursor = page.pagination.next_cursor;
    more.hidden = cursor === null;
    list.replaceChildren(auditTable(events, projects));
  };
  more.addEventListener("click", () => {
    load().catch(tellProblem);
  });
  await load();
  return [element("div", { class: "head" }, element("h1", {}, "Audit")), list, more];
}

const auditTable = (events: readonly AuditEvent[], projects: readonly Project[]): HTMLElement =>
  table(
    "Audit",
    [
      { title: "Time", kind: "time", cell: ({ timestamp }) => showTime(timestamp) },
      { title: "Action", kind: "heading", cell: ({ action }) => action },
      {
        title: "Outcome",
        cell: ({ outcome, reason }) => badge(reason === null ? outcome : `${outcome}: ${reason}`, mood(outcome)),
      },
      { title: "Project", cell: ({ project_id }) => nameOf(projects, project_id) },
      { title: "Token", cell: ({ token_id }) => (token_id === null ? "–" : element("code", {}, token_id.slice(0, 8))) },
      { title: "Who", cell: ({ actor }) => actor },
      { title: "From", cell: ({ client_ip }) => client_ip ?? "–" },
    ],
    events,
    "Nothing has happened yet.",
  );

const mood = (outcome: string): "good" | "bad" => (outcome === "success" ? "good" : "bad");
