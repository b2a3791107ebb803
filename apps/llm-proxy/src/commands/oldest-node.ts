/** As `engines` of package.json says. */
export const OLDEST_NODE = 24;

/** @param version e.g. `24.21.0`. @returns `null`: this Node will do. */
export const complaintAboutNode = (version: string): string | null =>
  Number.parseInt(version, 10) >= OLDEST_NODE
    ? null
    : `The LLM Proxy needs Node ${OLDEST_NODE} or newer; this is Node ${version}. ` +
      "Within the repository, npm run demo -w apps/llm-proxy brings the right one along.";
