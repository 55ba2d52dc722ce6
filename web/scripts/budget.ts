/** Holds the build to its sizes (gzip): what the first page needs, what chat needs in all, what a lazy page may add. Over is an error. */
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";
import { neededFiles } from "./needed-files.ts";

type Bundle = Rolldown.OutputBundle;

const KB = 1_000;
const BUDGETS: readonly { name: string; roots: readonly RegExp[]; without?: readonly RegExp[]; limitKb: number }[] = [
  { name: "entry", roots: [/index\.html$/], limitKb: 130 },
  { name: "chat, in all", roots: [/index\.html$/, /features\/chat\/index\.tsx$/], limitKb: 250 },
  { name: "insights, on top", roots: [/features\/insights\/index\.tsx$/], without: [/index\.html$/], limitKb: 130 },
];

function gzipBytes(bundle: Bundle, fileName: string): number {
  const file = bundle[fileName];
  if (!file) return 0;
  return gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 }).length;
}

export function budget(): Plugin {
  return {
    name: "echotune:budget",
    apply: "build",
    enforce: "post",
    writeBundle(_options, bundle) {
      for (const { name, roots, without = [], limitKb } of BUDGETS) {
        const excluded = neededFiles(bundle, without);
        const files = [...neededFiles(bundle, roots)].filter((file) => !excluded.has(file));
        const kb = files.reduce((sum, file) => sum + gzipBytes(bundle, file), 0) / KB;
        const line = `${name}: ${kb.toFixed(1)} kB of ${limitKb}`;
        if (files.length === 0) this.error(`No file of the build answers for the budget “${name}”.`);
        if (kb > limitKb) this.error(`Over budget. ${line}`);
        console.info(`budget  ${line}`);
      }
    },
  };
}
