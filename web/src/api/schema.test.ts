// @vitest-environment node
import { readFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, it } from "vitest";

it("has types that are generated from openapi.json as it stands; `npm run generate` makes them", async () => {
  const file = (name: string) => new URL(name, import.meta.url);
  const generated = astToString(await openapiTS(file("../../openapi.json"), { alphabetize: true }));
  const committed = await readFile(file("./schema.d.ts"), "utf8");
  expect(committed.endsWith(generated)).toBe(true);
});
