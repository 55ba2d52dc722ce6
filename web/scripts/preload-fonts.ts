/** The two latin font files are needed by the first paint: announce them in the page's head under their hashed names. */
import type { HtmlTagDescriptor, Plugin } from "vite";

const FIRST_PAINT = /(inter-latin-wght|fraunces-latin-opsz)-normal.*\.woff2$/;

export function preloadFonts(): Plugin {
  return {
    name: "echotune:preload-fonts",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }): HtmlTagDescriptor[] {
        return Object.keys(bundle ?? {})
          .filter((name) => FIRST_PAINT.test(name))
          .map((name) => ({
            tag: "link",
            attrs: { rel: "preload", href: `/${name}`, as: "font", type: "font/woff2", crossorigin: "" },
            injectTo: "head",
          }));
      },
    },
  };
}
