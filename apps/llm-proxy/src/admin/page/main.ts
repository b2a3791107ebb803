import { ApiError, isSignedIn, signOut } from "./api.js";
import { auditView } from "./audit-view.js";
import { element, required } from "./elements.js";
import { tell, tellProblem } from "./notices.js";
import { projectsView } from "./projects-view.js";
import { signInView } from "./sign-in-view.js";
import { tokensView } from "./tokens-view.js";
import { usageView } from "./usage-view.js";

const VIEWS: Readonly<
  Record<string, { readonly title: string; readonly show: (rest: string) => Promise<HTMLElement[]> }>
> = {
  projects: { title: "Projects", show: () => projectsView(refresh) },
  tokens: { title: "Tokens", show: (projectId) => tokensView(projectId, refresh) },
  usage: { title: "Usage", show: (projectId) => usageView(projectId) },
  audit: { title: "Audit", show: () => auditView() },
};

/** Of answers that come late, only those of the newest question are shown. */
let question = 0;

function refresh(): void {
  show().catch(tellProblem);
}

async function show(): Promise<void> {
  const asked = ++question;
  if (!isSignedIn()) {
    showSignIn("");
    return;
  }
  const [name = "", rest = ""] = decodeURIComponent(location.hash.slice(1)).split("/");
  const [key, view] = Object.entries(VIEWS).find(([known]) => known === name) ?? ["projects", VIEWS["projects"]];
  if (view === undefined) return;
  try {
    const content = await view.show(rest);
    if (asked !== question) return;
    showNavigation(key);
    document.title = `${view.title} – LLM Proxy`;
    required("main").replaceChildren(...content);
    // On a narrow screen a chart is wider than its card; today is at its right end.
    for (const chart of document.querySelectorAll(".scroll")) chart.scrollLeft = chart.scrollWidth;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    signOut();
    showSignIn("The token is no longer taken. Sign in again.");
  }
}

function showSignIn(problem: string): void {
  required("navigation").hidden = true;
  required("sign-out").hidden = true;
  document.title = "Sign in – LLM Proxy";
  required("main").replaceChildren(signInView(refresh, problem));
  document.getElementById("token")?.focus();
}

function showNavigation(current: string): void {
  const links = Object.entries(VIEWS).map(([key, { title }]) =>
    element("a", { href: `#${key}`, ...(key === current && { "aria-current": "page" }) }, title),
  );
  const navigation = required("navigation");
  navigation.replaceChildren(...links);
  navigation.hidden = false;
  required("sign-out").hidden = false;
}

required("sign-out").addEventListener("click", () => {
  signOut();
  refresh();
});
addEventListener("hashchange", () => {
  tell("");
  refresh();
  // Keyboard and screen reader begin at the new content.
  required("main").focus();
});
refresh();
