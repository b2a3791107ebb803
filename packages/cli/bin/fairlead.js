#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// CDK is large: compiled code kept between runs makes every run after the first start in half the time.
enableCompileCache();
const { main } = await import("../dist/main.js");
process.exitCode = await main(process.argv.slice(2));
