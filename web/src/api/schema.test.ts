import { readFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, it } from "vitest";

it("has types that are generated from openapi.json as it stands; `npm run generate` makes them", async () => {
  const generated = astToString(await openapiTS(await readFile("openapi.json", "utf8"), { alphabetize: true }));
  const committed = await readFile("src/api/schema.d.ts", "utf8");
  expect(committed.endsWith(generated)).toBe(true);
});
