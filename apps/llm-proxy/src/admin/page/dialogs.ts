import { element } from "./elements.js";

interface FormDialog {
  readonly title: string;
  readonly fields: readonly Node[];
  readonly submit: string;
  /** Throws what is shown above the buttons; the dialog stays open then. */
  readonly onSubmit: (data: FormData) => Promise<void>;
}

export function openForm({ title, fields, submit, onSubmit }: FormDialog): void {
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const button = element("button", { type: "submit" }, submit);
  const cancel = element(
    "button",
    {
      type: "button",
      class: "quiet",
      click: () => {
        close();
      },
    },
    "Cancel",
  );
  const form = element(
    "form",
    { class: "form" },
    ...fields,
    problem,
    element("div", { class: "row end" }, cancel, button),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    onSubmit(new FormData(form)).then(close, (error: unknown) => {
      problem.textContent = error instanceof Error ? error.message : "Something went wrong.";
      problem.hidden = false;
      button.disabled = false;
    });
  });
  const close = show(title, form);
}

/** Asks before something that can't be taken back. */
export function confirmThat(title: string, text: string, action: string, onConfirm: () => Promise<void>): void {
  openForm({ title, fields: [element("p", {}, text)], submit: action, onSubmit: onConfirm });
}

/** Shows a token's secret; it is gone when the dialog closes. */
export function showSecret(secret: string): void {
  const copy = element("button", { type: "button", class: "quiet slim" }, "Copy");
  // Browsers give the clipboard to pages of https and of the loopback only.
  copy.hidden = !isSecureContext;
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(secret).then(
      () => (copy.textContent = "Copied"),
      () => (copy.textContent = "Select and copy it"),
    );
  });
  const done = element(
    "button",
    {
      type: "button",
      click: () => {
        close();
      },
    },
    "I have kept it",
  );
  const close = show(
    "Your new token",
    element("p", {}, "Copy it now: it is shown this once, and only its hash is kept."),
    element("div", { class: "secret" }, element("code", { id: "new-token" }, secret), copy),
    element("div", { class: "row end" }, done),
  );
}

function show(title: string, ...content: readonly Node[]): () => void {
  const dialog = element("dialog", { "aria-labelledby": "dialog-title" });
  dialog.append(element("h2", { id: "dialog-title" }, title), ...content);
  dialog.addEventListener("close", () => {
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  return () => {
    dialog.close();
    // At once, and not when the event comes: a secret must not stay in the page.
    dialog.remove();
  };
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: "text" | "password" | "number";
  readonly value?: string;
  readonly isRequired?: boolean;
}

export function field({ name, label, hint, type, value, isRequired }: Field): HTMLLabelElement {
  const input = element("input", {
    name,
    type: type ?? "text",
    autocomplete: "off",
    value: value ?? "",
    required: isRequired ?? false,
    ...(type === "number" && { min: "0", step: "1" }),
  });
  return element("label", {}, label, hint === undefined ? null : element("span", { class: "hint" }, hint), input);
}

export const textOf = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === "string" ? value.trim() : "";
};
