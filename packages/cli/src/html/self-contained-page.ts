import { escaped } from "./escaped.js";

/** Nothing is asked of anybody: no script, no picture, no font; the style stands in the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** One file that any browser shows, without a network. `main` is HTML. */
export const selfContainedPage = ({ title, style, main }: Record<"title" | "style" | "main", string>): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
