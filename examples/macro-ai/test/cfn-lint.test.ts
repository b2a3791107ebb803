import { describeCfnLint } from "../../testing/describe-cfn-lint.js";
import definition from "../fairlead.config.ts";

describeCfnLint(definition, import.meta.url);
