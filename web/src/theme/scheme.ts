/** Which colours are on: the listener's choice, else the system's. public/theme.js does the same before the first paint. */
export type ThemeChoice = "system" | "dark" | "light";
export type Scheme = "dark" | "light";

const KEY = "echotune.theme";
const GROUND: Record<Scheme, string> = { dark: "#0E1116", light: "#FAF8F5" };
const systemIsLight = () => window.matchMedia("(prefers-color-scheme: light)");

export function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(KEY);
  return stored === "dark" || stored === "light" ? stored : "system";
}

export function resolve(choice: ThemeChoice): Scheme {
  if (choice !== "system") return choice;
  return systemIsLight().matches ? "light" : "dark";
}

export function currentScheme(): Scheme {
  return document.documentElement.dataset.theme === "light" ? "light" : "dark";
}

function paint(scheme: Scheme): void {
  document.documentElement.dataset.theme = scheme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", GROUND[scheme]);
}

/** Remembers the choice in this browser and recolours at once; rings follow by their custom properties. */
export function applyChoice(choice: ThemeChoice): void {
  if (choice === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  paint(resolve(choice));
}

/** Keeps "system" true while the page is open. Call once. */
export function followSystem(): void {
  paint(resolve(storedChoice()));
  systemIsLight().addEventListener("change", () => paint(resolve(storedChoice())));
}
