import { ask, askAll, type Project } from "./api.js";
import { confirmThat, field, openForm, textOf } from "./dialogs.js";
import { element } from "./elements.js";
import { showTime } from "./formats.js";
import { tell } from "./notices.js";
import { badge, button, table } from "./tables.js";

export async function projectsView(refresh: () => void): Promise<HTMLElement[]> {
  const projects = (await askAll<Project>("projects")).toSorted((left, right) => left.name.localeCompare(right.name));
  return [
    element(
      "div",
      { class: "head" },
      element("h1", {}, "Projects"),
      element(
        "button",
        {
          type: "button",
          click: () => {
            createProject(refresh);
          },
        },
        "New project",
      ),
    ),
    table(
      "Projects",
      [
        { title: "Name", kind: "heading", cell: ({ name, id }) => element("a", { href: `#tokens/${id}` }, name) },
        { title: "State", cell: ({ is_active }) => (is_active ? badge("Active", "good") : badge("Off", "bad")) },
        { title: "Own keys", cell: ({ providers }) => providers.join(", ") || "–" },
        { title: "Models", cell: ({ policy }) => policy.models.join(", ") || "All" },
        { title: "Made", kind: "time", cell: ({ created_at }) => showTime(created_at) },
        { title: "", kind: "actions", cell: (project) => actions(project, refresh) },
      ],
      projects,
      "No project yet. Make one, then give it tokens.",
    ),
  ];
}

function actions(project: Project, refresh: () => void): HTMLElement {
  const switchTo = async (is_active: boolean): Promise<void> => {
    await ask("PATCH", `projects/${project.id}`, { is_active });
    tell(`${project.name} is ${is_active ? "on" : "off"}.`);
    refresh();
  };
  const toggle = project.is_active
    ? button("Switch off", "danger", () => {
        confirmThat(
          `Switch off ${project.name}?`,
          "Its tokens are refused until it is switched on again.",
          "Switch off",
          () => switchTo(false),
        );
      })
    : button("Switch on", "quiet", () => {
        confirmThat(`Switch on ${project.name}?`, "Its tokens are taken again.", "Switch on", () => switchTo(true));
      });
  return element("span", { class: "row end" }, toggle);
}

function createProject(refresh: () => void): void {
  openForm({
    title: "New project",
    fields: [
      field({ name: "name", label: "Name", isRequired: true }),
      field({
        name: "models",
        label: "Models",
        hint: "Allowed names with commas between, * for any part. Empty: all.",
      }),
      field({
        name: "key",
        label: "Its own OpenAI key",
        hint: "Optional; kept encrypted, never shown again.",
        type: "password",
      }),
    ],
    submit: "Make project",
    onSubmit: async (data) => {
      const key = textOf(data, "key");
      const models = textOf(data, "models")
        .split(",")
        .map((model) => model.trim());
      const policy = { models: models.filter((model) => model !== "") };
      const body = { name: textOf(data, "name"), policy, ...(key !== "" && { api_key: key }) };
      await ask("POST", "projects", body);
      tell(`${body.name} is made.`);
      refresh();
    },
  });
}
