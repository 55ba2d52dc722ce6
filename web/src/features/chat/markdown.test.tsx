import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, it } from "vitest";
import { Markdown } from "./Markdown";
import { plainMarkdown } from "./markdown";

const show = (text: string) => render(<Markdown text={text} />, { wrapper: MemoryRouter }).container;

it("sets paragraphs, lists, bold and italics", () => {
  const page = show("Two for **rain**,\nboth *slow*.\n\n- Wet Gravel\n- Lamplight\n\n3. third\n4. fourth");
  expect(page.querySelectorAll("p")).toHaveLength(1);
  expect(screen.getByText("rain").tagName).toBe("STRONG");
  expect(screen.getByText("slow").tagName).toBe("EM");
  expect([...page.querySelectorAll("ul > li")].map((item) => item.textContent)).toEqual(["Wet Gravel", "Lamplight"]);
  expect(page.querySelector("ol")).toHaveAttribute("start", "3");
});

it.each([
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "![cover](https://elsewhere.example/a.png)",
  "[here](https://elsewhere.example)",
  "[here](//elsewhere.example)",
  "[here](/\\elsewhere.example)",
  "[here](javascript:alert(1))",
])("leaves %s the characters it is", (text) => {
  const page = show(text);
  expect(page.textContent).toBe(text);
  expect(page.querySelector("a, img, script")).toBeNull();
});

it("takes the meaning from signs behind a backslash", () => {
  const page = show("Øystein \\& the \\*Echos\\*, **A \\& B**");
  expect(page.textContent).toBe("Øystein & the *Echos*, A & B");
  expect(page.querySelector("em")).toBeNull();
  expect(plainMarkdown("By **Øystein \\& co**, [see](/you)")).toBe("By Øystein & co, see");
});

it("links within this site only", () => {
  show("See [your taste](/you).");
  expect(screen.getByRole("link", { name: "your taste" })).toHaveAttribute("href", "/you");
});

it("leaves the stars and underlines of names alone", () => {
  expect(show("snake_case_name by M*A*S*H, 2 * 3 * 4").textContent).toBe("snake_case_name by M*A*S*H, 2 * 3 * 4");
});
