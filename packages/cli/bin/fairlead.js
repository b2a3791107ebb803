#!/usr/bin/env node
import * as nodeModule from "node:module";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `Fairlead needs Node.js 22.19 or later, because it runs TypeScript as it is; this is ${process.versions.node}.\n` +
      "Install a newer one from https://nodejs.org, or for this project alone: npm install --save-dev node@24,\n" +
      "and call Fairlead through npm (npx fairlead, npm run), which finds it.\n",
  );
  process.exitCode = 2;
} else {
  // CDK is large: compiled code kept between runs makes every run after the first start in half the time.
  nodeModule.enableCompileCache();
  const { main } = await import("../dist/main.js");
  // Not awaited: when a description never settles, main says so and Node.js has nothing to add.
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
