import { readdirSync } from "node:fs";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const features = readdirSync(new URL("./src/features", import.meta.url));

/** app -> features -> components, lib, theme, api; a feature never reaches into another one. */
const floors = [
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    forbidden: [
      { group: features.filter((other) => other !== feature).flatMap((other) => [`@/features/${other}`, `@/features/${other}/**`]), message: "Features never import features." },
      { group: ["../../*"], message: "Leave a feature through its @/ name, so that the floor is visible." },
      { group: ["@/app/**"], message: "Features do not know the app around them." },
    ],
  })),
  { files: ["src/{components,lib,theme,api}/**"], forbidden: [{ group: ["@/features/**", "@/app/**"], message: "Imports only go down." }] },
  { files: ["src/{lib,api}/**"], forbidden: [{ group: ["@/features/**", "@/app/**", "@/components/**"], message: "Imports only go down." }] },
];

export default tseslint.config(
  { ignores: ["src/api/schema.d.ts", "node_modules"] },
  ...tseslint.configs.strict,
  hooks.configs.flat["recommended-latest"],
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  ...floors.map(({ files, forbidden }) => ({ files, rules: { "no-restricted-imports": ["error", { patterns: forbidden }] } })),
  { files: ["src/**"], rules: { "no-console": "error", eqeqeq: ["error", "always", { null: "ignore" }] } },
);
