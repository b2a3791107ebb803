import { addressOf, type ResolvedImage } from "@fairlead/model";
import { RETIRED_BASES } from "../retired-bases.js";
import type { AppRule } from "../rule.js";

const startingPoint = ({ base, source }: ResolvedImage): string | null =>
  base ?? (source.kind === "external" ? source.uri : null);

export const retiredBaseImage: AppRule = {
  code: "RetiredBaseImage",
  severity: "warning",
  title: "An image starts from what is no longer maintained",
  why: "Nobody mends what is found in it from that day on.",
  fix: "Move to a maintained version and build the image anew.",
  link: "https://endoflife.date/",
  check: ({ images }) =>
    images.flatMap((image) => {
      const start = startingPoint(image);
      const retired = start === null ? undefined : RETIRED_BASES.find(({ pattern }) => pattern.test(start));
      if (start === null || retired === undefined) return [];
      return [
        {
          address: addressOf("image", image.name),
          message: `Image "${image.name}" starts from ${start}: ${retired.what} has not been maintained since ${retired.since}.`,
        },
      ];
    }),
};
