import type { TemplateRule } from "./rule.js";

/** Every rule that is read off templates; a new one is a file in `template/` and a line here. */
export const TEMPLATE_RULES: readonly TemplateRule[] = [];
