import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** Images that are kept: those of the month's releases. */
export const ecrRepository = priced((_, { usage }) => [
  {
    price: { service: "ECR", item: "storage" },
    what: "GB of images",
    quantity: fixed(usage.releases * usage.imageGb),
    assumption: `${usage.releases} images of ${usage.imageGb} GB`,
  },
]);
