import { textOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** Standard parameters cost nothing. */
export const parameter = priced(({ properties }) =>
  textOf(properties["Tier"]) === "Advanced"
    ? [
        {
          price: { service: "SSM Parameter Store", item: "advanced parameter" },
          what: "advanced parameter",
          quantity: fixed(1),
          assumption: null,
        },
      ]
    : [],
);
