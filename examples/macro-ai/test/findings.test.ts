import { describeFindings } from "../../testing/describe-findings.js";
import definition from "../fairlead.config.ts";

describeFindings("Macro AI", definition, import.meta.url);
