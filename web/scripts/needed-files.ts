/** What the browser needs before it can draw a part of the app. */
import type { Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

/** The chunks of the modules that `roots` match, what those import statically, and the styles of all of them. */
export function neededFiles(bundle: Bundle, roots: readonly RegExp[]): Set<string> {
  const files = new Set<string>();
  const visit = (fileName: string) => {
    const chunk = bundle[fileName];
    if (chunk?.type !== "chunk" || files.has(fileName)) return;
    files.add(fileName);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
    chunk.imports.forEach(visit);
  };
  for (const chunk of Object.values(bundle)) {
    const id = chunk.type === "chunk" ? chunk.facadeModuleId : null;
    if (id && roots.some((root) => root.test(id))) visit(chunk.fileName);
  }
  return files;
}
