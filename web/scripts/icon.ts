/** Prints the app icon: the mark's rings with the dark scheme's colours written out, for places that know no custom properties. */
import { drawRings } from "../src/lib/rings.ts";
import { MARK } from "../src/components/mark.ts";

const GROUND = "#0E1116";
const plain = (colour: string) =>
  colour.replace(/calc\(var\(--mood-l\) \+ (-?[\d.]+)\)/, (_, more: string) => (0.74 + Number(more)).toFixed(3)).replace(/calc\(([\d.]+) \* var\(--mood-c\)\)/, "$1");

const { grooves, echoes } = drawRings(MARK, { size: 40 });
const circles = grooves.map((r) => `<circle cx=".5" cy=".5" r="${r.toFixed(4)}" stroke="#2A333F" stroke-width=".008"/>`);
const arcs = echoes.map(({ path, width, colour }) => `<path d="${path}" stroke="${plain(colour)}" stroke-width="${width.toFixed(4)}" stroke-linecap="round"/>`);
console.log(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1" rx=".22" fill="${GROUND}"/>` +
    `<g fill="none" transform="translate(.13 .13) scale(.74)">${circles.join("")}${arcs.join("")}</g></svg>`,
);
