import eslint from "@eslint/js";
import prettier from "eslint-config-prettier/flat";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const banned = [
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: "Take a seeded Random as an argument.",
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "Take the time as an argument.",
  },
  {
    selector: "CallExpression[callee.object.name='vi'][callee.property.name='mock']",
    message: "Pass a fake of our own port instead of mocking a module.",
  },
  { selector: "ExportAllDeclaration", message: "Export by name." },
  { selector: "ExportDefaultDeclaration", message: "Export by name." },
  { selector: "ThrowStatement > NewExpression[callee.name='Error']", message: "Throw UserError or Fault." },
];

export default defineConfig(
  { ignores: ["**/dist/**", "**/cdk.out/**", "**/.fairlead/**", "**/coverage/**", "**/*.js"] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "preserve-caught-error": "error",
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      // A switch counts once: one case for each kind is what the exhaustive ones are for.
      complexity: ["error", { max: 12, variant: "modified" }],
      "no-console": "error",
      "no-restricted-syntax": ["error", ...banned],
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["@fairlead/*/*", "!@fairlead/deploy/testing"],
              message: "Import what the package's index offers.",
            },
            {
              group: ["aws-cdk-lib", "aws-cdk-lib/*", "cdk-nag"],
              message: "Only packages/constructs speaks to CDK.",
            },
          ],
        },
      ],
    },
  },
  {
    // These speak to CDK by their nature: the constructs, and what shows or measures them in a bare CDK app.
    files: ["packages/constructs/**", "examples/**", "scripts/bench/**", "packages/cli/src/index.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["@fairlead/*/*", "!@fairlead/deploy/testing"],
              message: "Import what the package's index offers.",
            },
          ],
        },
      ],
    },
  },
  {
    // A description of an app is its file's default export; vitest's configuration too.
    files: ["**/*.config.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    // Scripts talk to the person who runs them.
    files: ["scripts/**"],
    rules: { "no-console": "off" },
  },
  {
    // A describe block is as long as what it describes.
    files: ["**/*.test.ts"],
    rules: { "max-lines-per-function": "off" },
  },
  prettier,
);
