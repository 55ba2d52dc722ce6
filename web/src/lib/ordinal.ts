const WORDS = ["first", "second", "third"];

/** first, second, third, 4th ... 21st */
export function ordinal(rank: number): string {
  const word = WORDS[rank - 1];
  if (word) return word;
  const teen = rank % 100 >= 11 && rank % 100 <= 13;
  return `${rank.toLocaleString("en-GB")}${teen ? "th" : (["th", "st", "nd", "rd"][rank % 10] ?? "th")}`;
}
