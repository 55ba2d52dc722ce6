import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { Segmented } from "./Segmented";

const OPTIONS = [
  { value: "week", label: "7 days" },
  { value: "year", label: "2026" },
  { value: "all", label: "All" },
] as const;

function Period() {
  const [period, setPeriod] = useState<(typeof OPTIONS)[number]["value"]>("year");
  return <Segmented label="Period" options={OPTIONS} value={period} onChange={setPeriod} />;
}

it("is one tab stop whose arrows choose, round the ends", async () => {
  render(<Period />);
  await userEvent.tab();
  expect(screen.getByRole("radio", { name: "2026" })).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}");
  expect(screen.getByRole("radio", { name: "All" })).toBeChecked();
  expect(screen.getByRole("radio", { name: "All" })).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}");
  expect(screen.getByRole("radio", { name: "7 days" })).toBeChecked();
  await userEvent.tab();
  expect(document.body).toHaveFocus();
});
