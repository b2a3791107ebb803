import { ApiError, signIn } from "./api.js";
import { element } from "./elements.js";

export function signInView(onSignedIn: () => void, problemText: string): HTMLElement {
  const input = element("input", {
    id: "token",
    type: "password",
    autocomplete: "current-password",
    required: true,
    autofocus: true,
  });
  const problem = element("p", { class: "problem", role: "alert", hidden: problemText === "" }, problemText);
  const button = element("button", { type: "submit" }, "Sign in");
  const form = element("form", {}, element("label", { for: "token" }, "Management token", input), problem, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    signIn(input.value.trim()).then(onSignedIn, (error: unknown) => {
      problem.textContent = messageOf(error);
      problem.hidden = false;
      button.disabled = false;
      input.select();
    });
  });
  return element(
    "section",
    { class: "card narrow" },
    element("h1", {}, "Sign in"),
    element("p", { class: "muted small" }, "With the value of MANAGEMENT_TOKEN. It is kept in this tab only."),
    form,
  );
}

function messageOf(error: unknown): string {
  if (error instanceof ApiError && error.status === 401) return "This is not the management token.";
  return error instanceof Error ? error.message : "Something went wrong.";
}
