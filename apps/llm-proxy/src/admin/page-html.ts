/** The one page; everything in it that moves is made by `page/main.ts`. */
export const PAGE_HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>LLM Proxy</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="admin/style.css" />
    <script type="module" src="admin/main.js"></script>
  </head>
  <body>
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
      <p class="brand"><span class="mark" aria-hidden="true"></span>LLM Proxy</p>
      <nav id="navigation" aria-label="Sections" hidden></nav>
      <button id="sign-out" class="quiet slim" type="button" hidden>Sign out</button>
    </header>
    <main id="main" tabindex="-1">
      <noscript>This page needs JavaScript.</noscript>
    </main>
    <div id="status" role="status" aria-live="polite"></div>
    <div id="alert" role="alert"></div>
  </body>
</html>
`;
