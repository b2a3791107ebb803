import type { Project } from "./api.js";
import { element } from "./elements.js";

/** Chooses a project by going to its address, so that the browser's back button works. */
export function projectSelect(projects: readonly Project[], chosen: string, view: string): HTMLLabelElement {
  const select = element(
    "select",
    {},
    element("option", { value: "" }, "All projects"),
    ...projects.map(({ id, name }) => element("option", { value: id, selected: id === chosen }, name)),
  );
  select.addEventListener("change", () => {
    location.hash = select.value === "" ? view : `${view}/${select.value}`;
  });
  return element("label", {}, "Project", select);
}

export const nameOf = (projects: readonly Project[], id: string | null): string =>
  id === null ? "–" : (projects.find((project) => project.id === id)?.name ?? id);
