/** icon.svg: the mark's rings with the dark scheme's colours written out, since an icon knows no custom properties. */
import type { Plugin } from "vite";
import { MARK } from "../src/components/mark.ts";
import { drawRings } from "../src/lib/rings.ts";

const DARK = { ground: "#0E1116", groove: "#2A333F", lightness: 0.74 };

function writtenOut(colour: string): string {
  return colour
    .replace(/calc\(var\(--mood-l\) \+ (-?[\d.]+)\)/, (_match, more: string) => (DARK.lightness + Number(more)).toFixed(3))
    .replace(/calc\(([\d.]+) \* var\(--mood-c\)\)/, "$1");
}

export function iconSvg(): string {
  const { grooves, echoes } = drawRings(MARK, { size: 40 });
  const circles = grooves.map((radius) => `<circle cx=".5" cy=".5" r="${radius.toFixed(4)}" stroke="${DARK.groove}" stroke-width=".008"/>`);
  const arcs = echoes.map(({ path, width, colour }) => `<path d="${path}" stroke="${writtenOut(colour)}" stroke-width="${width.toFixed(4)}" stroke-linecap="round"/>`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1" rx=".22" fill="${DARK.ground}"/>` +
    `<g fill="none" transform="translate(.13 .13) scale(.74)">${circles.join("")}${arcs.join("")}</g></svg>\n`
  );
}

export function appIcon(): Plugin {
  return {
    name: "echotune:app-icon",
    configureServer(server) {
      server.middlewares.use("/icon.svg", (_request, response) => {
        response.setHeader("Content-Type", "image/svg+xml");
        response.end(iconSvg());
      });
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "icon.svg", source: iconSvg() });
    },
  };
}
