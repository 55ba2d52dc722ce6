/** One page of the build for each place of the app: index.html, with what that place draws announced in its head.
 *
 * Without it a browser learns of a place's own chunk only from the entry's code, a round trip and a parse too late.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { neededFiles } from "./needed-files.ts";

/** First part of an address -> the feature that draws it. `home` is the bare address. */
const PLACES: Record<string, string> = {
  home: "landing",
  chat: "chat",
  insights: "insights",
  you: "taste",
  taste: "time-machine",
  import: "imports",
  settings: "settings",
};

const link = (file: string) =>
  file.endsWith(".css") ? `<link rel="preload" as="style" crossorigin href="/${file}">` : `<link rel="modulepreload" crossorigin href="/${file}">`;

export function pageHeads(): Plugin {
  return {
    name: "echotune:page-heads",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      const index = bundle["index.html"];
      if (index?.type !== "asset" || !dir) return this.error("The build has no index.html.");
      const html = String(index.source);
      await mkdir(join(dir, "pages"), { recursive: true });
      for (const [place, feature] of Object.entries(PLACES)) {
        const files = [...neededFiles(bundle, [new RegExp(`/features/${feature}/index.tsx$`)])];
        if (files.length === 0) this.error(`No file of the build draws “${place}”.`);
        const links = files.filter((file) => !html.includes(`/${file}"`)).map((file) => `    ${link(file)}\n`);
        await writeFile(join(dir, "pages", `${place}.html`), html.replace("  </head>", `${links.join("")}  </head>`));
      }
    },
  };
}
