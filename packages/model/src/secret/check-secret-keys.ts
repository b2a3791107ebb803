import type { Check } from "../app/check.js";
import { suggestName } from "../problem/nearest-name.js";
import { eachContainerOf } from "../service/containers-of.js";

/** A key that is named must be one that the secret was declared with. */
export const checkSecretKeys: Check = (app, { secrets }) =>
  eachContainerOf(app).flatMap(({ path, environment }) =>
    environment.flatMap(({ name, value }) => {
      if (value.kind !== "secret" || value.key === null) return [];
      const secret = app.secrets.find((candidate) => candidate.name === value.secret);
      const isBroken = secrets.some((candidate) => candidate.name === value.secret && candidate.broken.size > 0);
      if (secret === undefined || isBroken) return [];
      const keys = secret.value.kind === "operator" ? secret.value.keys : [];
      if (keys.includes(value.key)) return [];
      return [
        {
          path: `${path}.env.${name}`,
          code: "UnknownSecretKey",
          message: `The secret "${value.secret}" has no key "${value.key}".`,
          fix:
            keys.length > 0
              ? suggestName(value.key, keys)
              : `Declare it: secret("${value.secret}", { value: "operator", keys: ["${value.key}"] }).`,
        },
      ];
    }),
  );
