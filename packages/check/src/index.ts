export type { DesignAcceptance } from "./acceptance/accepted-by-design.js";
export { ACCEPTED_BY_DESIGN } from "./acceptance/accepted-by-design.js";
export { CATALOGUE, findCatalogueEntry } from "./catalogue/catalogue.js";
export type { CatalogueEntry } from "./catalogue/catalogue-entry.js";
export { checkApp, type CheckInput, checkTemplates } from "./check-app.js";
export type { Finding, FindingStatus, Severity } from "./finding.js";
