import { required } from "./elements.js";

const SHOWN_MS = 5_000;
let timer: number | undefined;

/** A line at the page's foot, which screen readers read out as well. */
export function tell(message: string, kind: "status" | "alert" = "status"): void {
  clearTimeout(timer);
  for (const id of ["status", "alert"]) required(id).textContent = id === kind ? message : "";
  timer = setTimeout(() => {
    required(kind).textContent = "";
  }, SHOWN_MS);
}

export const tellProblem = (error: unknown): void => {
  tell(error instanceof Error ? error.message : "Something went wrong.", "alert");
};
