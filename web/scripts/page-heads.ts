/** One page of the build for each place of the app: index.html, with what that place draws announced in its head.
 *
 * Without it a browser learns of a place's own chunk only from the entry's code, a round trip and a parse too late.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

/** First part of an address -> the feature that draws it. `home` is the bare address. */
const PLACES: Record<string, string> = {
  home: "landing",
  chat: "chat",
  insights: "insights",
  you: "taste",
  import: "imports",
  settings: "settings",
};

/** The feature's chunk, what that imports statically, and their styles. */
function filesOf(bundle: Bundle, feature: string): string[] {
  const files = new Set<string>();
  const visit = (fileName: string) => {
    const chunk = bundle[fileName];
    if (chunk?.type !== "chunk" || files.has(fileName)) return;
    files.add(fileName);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
    chunk.imports.forEach(visit);
  };
  for (const file of Object.values(bundle)) {
    if (file.type === "chunk" && file.facadeModuleId?.endsWith(`/features/${feature}/index.tsx`)) visit(file.fileName);
  }
  return [...files];
}

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
        const files = filesOf(bundle, feature);
        if (files.length === 0) this.error(`No file of the build draws “${place}”.`);
        const links = files.filter((file) => !html.includes(`/${file}"`)).map((file) => `    ${link(file)}\n`);
        await writeFile(join(dir, "pages", `${place}.html`), html.replace("  </head>", `${links.join("")}  </head>`));
      }
    },
  };
}
