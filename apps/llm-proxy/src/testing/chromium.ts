import { type Browser, chromium } from "playwright-core";
import { findProgram } from "./debian-program.js";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The Chromium of this machine, without a window. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await findProgram({
    names: ["chromium", "chromium-browser", "google-chrome"],
    package: "chromium",
  });
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
