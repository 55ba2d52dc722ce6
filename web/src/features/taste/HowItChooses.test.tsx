import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPage, serve, type Answer } from "@/test/page";
import { parameters, reranked, standing } from "@/test/steering";
import { HowItChooses } from "./HowItChooses";

const PATH = "/api/taste/parameters";
let glides: string[] = [];

beforeEach(() => {
  glides = [];
  Element.prototype.animate = function (this: HTMLElement, frames: unknown) {
    glides.push(`${this.dataset.key} ${JSON.stringify(frames)}`);
    return {} as Animation;
  };
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: false, media: query, addEventListener: () => {}, removeEventListener: () => {} }));
});

const open = (more: Record<string, Answer | ((body: unknown) => Answer)> = {}) => {
  const sent = serve({
    [`GET ${PATH}`]: { body: parameters },
    [`POST ${PATH}/preview`]: (body) => ({ body: Object.keys(body as object).length ? reranked : standing }),
    [`PUT ${PATH}`]: { body: parameters },
    [`DELETE ${PATH}`]: { body: {} },
    ...more,
  });
  renderPage(<HowItChooses />);
  return sent;
};

const songs = () => within(screen.getByRole("list", { name: "Your next songs" })).getAllByRole("listitem").map((item) => item.querySelector("b")?.textContent);

it("re-ranks while a slider moves, says why, and keeps nothing by itself", async () => {
  const sent = open();
  const slider = await screen.findByRole("slider", { name: "Familiar or new" });
  expect(slider).toHaveAttribute("aria-valuetext", "the usual mix");
  expect(slider).toHaveAccessibleDescription("About Familiar or new.");
  await waitFor(() => expect(songs()).toEqual(["Holocene", "Slipway"]));

  for (const value of ["0.1", "0.2", "0.3"]) fireEvent.change(slider, { target: { value } });
  expect(slider).toHaveAttribute("aria-valuetext", "more new songs than usual");
  await waitFor(() => expect(songs()).toEqual(["Slipway", "Glass Fires", "Holocene"]));
  expect(screen.getByText(reranked.sentence)).toHaveAttribute("aria-live", "polite");
  expect(screen.getByText("new")).toBeInTheDocument();
  const asked = sent.filter(({ path }) => path.endsWith("preview")).map(({ body }) => body);
  expect(asked).toEqual([{}, { newness: 0.3 }]);
  expect(sent.some(({ method }) => method === "PUT")).toBe(false);
  expect(glides.some((glide) => glide.startsWith("r-Glass Fires") && glide.includes("opacity"))).toBe(true);
});

it("keeps at once, can undo, and goes back to the default", async () => {
  const sent = open({ [`GET ${PATH}`]: { body: { ...parameters, steered: true, sliders: parameters.sliders.map((one) => (one.name === "cap" ? { ...one, value: 3 } : one)) } } });
  const slider = await screen.findByRole("slider", { name: "Familiar or new" });
  expect(screen.getByRole("button", { name: "Keep" })).toBeDisabled();
  fireEvent.change(slider, { target: { value: "0.5" } });
  await userEvent.click(screen.getByRole("button", { name: "Keep" }));
  expect(await screen.findByText("Kept. Every answer follows from now on.")).toBeInTheDocument();
  expect(sent.find(({ method }) => method === "PUT")?.body).toEqual({ newness: 0.5, cap: 3 });
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(sent.filter(({ method }) => method === "PUT").at(-1)?.body).toEqual({ cap: 3 }));
  await userEvent.click(screen.getByRole("button", { name: "Back to default" }));
  await waitFor(() => expect(sent.some(({ method }) => method === "DELETE")).toBe(true));
});

it("puts the slider back where it was when keeping fails", async () => {
  open({ [`PUT ${PATH}`]: { status: 503, body: { code: "unavailable", detail: "The database does not answer." } } });
  const slider = await screen.findByRole("slider", { name: "Familiar or new" });
  fireEvent.change(slider, { target: { value: "0.5" } });
  await userEvent.click(screen.getByRole("button", { name: "Keep" }));
  expect(await screen.findByText("The database does not answer.")).toBeInTheDocument();
  expect(slider).toHaveValue("0");
});

it("says why a slider has no effect, and which signals take no part", async () => {
  open();
  const slider = await screen.findByRole("slider", { name: "Sound" });
  expect(slider).toBeDisabled();
  expect(slider).toHaveAttribute("aria-valuetext", "No effect: the sound of your songs is not known");
  expect(await screen.findByText("One signal takes no part")).toBeInTheDocument();
});

it("says what is safe when it cannot be read, and when the songs cannot be ranked", async () => {
  open({ [`POST ${PATH}/preview`]: { status: 409, body: { code: "not_ready", detail: "Nothing to recommend from." } } });
  expect(await screen.findByText("The sliders stand where you kept them.")).toBeInTheDocument();
});
