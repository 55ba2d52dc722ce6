/**
 * The little Markdown an answer may use: paragraphs, lists, **bold**, *italics*, `code`, and links to this site. Everything
 * else stays the characters it is: no HTML, no images, no foreign addresses. Names of tracks are data and may hold anything;
 * a backslash takes the meaning from the sign behind it.
 */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "strong" | "emphasis"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; to: string; children: Inline[] };

export type MarkdownBlock = { kind: "paragraph"; lines: Inline[][] } | { kind: "list"; ordered: boolean; start: number; items: Inline[][] };

const BULLET = /^\s{0,3}[-*•]\s+(.*)$/;
const NUMBERED = /^\s{0,3}(\d{1,3})[.)]\s+(.*)$/;
const HEADING = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/;

export function parseMarkdown(text: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let apart = true;
  for (const line of text.replaceAll("\r", "").split("\n")) {
    const empty = !line.trim();
    if (!empty) {
      const added = blockOf(line);
      const last = apart ? undefined : blocks.at(-1);
      if (!last || !joined(last, added)) blocks.push(added);
    }
    apart = empty;
  }
  return blocks;
}

/** Puts a line's block onto the block before it where they belong together. */
function joined(last: MarkdownBlock, added: MarkdownBlock): boolean {
  if (last.kind === "paragraph" && added.kind === "paragraph") last.lines.push(...added.lines);
  else if (last.kind === "list" && added.kind === "list" && last.ordered === added.ordered) last.items.push(...added.items);
  else return false;
  return true;
}

function blockOf(line: string): MarkdownBlock {
  const numbered = NUMBERED.exec(line);
  if (numbered) return { kind: "list", ordered: true, start: Number(numbered[1]), items: [parseInline(numbered[2] ?? "")] };
  const bullet = BULLET.exec(line);
  if (bullet) return { kind: "list", ordered: false, start: 1, items: [parseInline(bullet[1] ?? "")] };
  const heading = HEADING.exec(line);
  if (heading) return { kind: "paragraph", lines: [[{ kind: "strong", children: parseInline(heading[1] ?? "") }]] };
  return { kind: "paragraph", lines: [parseInline(line.trim())] };
}

interface Rule {
  pattern: RegExp;
  make: (found: RegExpExecArray) => Inline | null;
}

const RULES: readonly Rule[] = [
  { pattern: /\\([!-/:-@[-`{-~])/, make: (found) => ({ kind: "text", text: found[1] ?? "" }) },
  { pattern: /`([^`\n]+)`/, make: (found) => ({ kind: "code", text: found[1] ?? "" }) },
  { pattern: /(?<!!)\[([^\]\n]{1,200})\]\(([^()\s]{1,500})\)/, make: (found) => linkOf(found[1] ?? "", found[2] ?? "") },
  { pattern: /\*\*(?!\s)([^*\n]+?)(?<!\s)\*\*/, make: (found) => ({ kind: "strong", children: parseInline(found[1] ?? "") }) },
  { pattern: /(?<![\w*])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![\w*])/, make: (found) => ({ kind: "emphasis", children: parseInline(found[1] ?? "") }) },
  { pattern: /(?<!\w)_(?!\s)([^_\n]+?)(?<!\s)_(?!\w)/, make: (found) => ({ kind: "emphasis", children: parseInline(found[1] ?? "") }) },
];

export function parseInline(text: string): Inline[] {
  let first: { found: RegExpExecArray; inline: Inline } | null = null;
  for (const { pattern, make } of RULES) {
    const found = pattern.exec(text);
    const inline: Inline | null = found && (!first || found.index < first.found.index) ? make(found) : null;
    if (found && inline) first = { found, inline };
  }
  if (!first) return text ? [{ kind: "text", text }] : [];
  const { found, inline } = first;
  return [...parseInline(text.slice(0, found.index)), inline, ...parseInline(text.slice(found.index + found[0].length))];
}

/** A link only within this site: a path from its root, one slash, no backslash tricks. */
function linkOf(label: string, address: string): Inline | null {
  return /^\/(?![/\\])[^\\]*$/.test(address) ? { kind: "link", to: address, children: parseInline(label) } : null;
}

/** The words alone, without signs of markup. */
export const plainMarkdown = (text: string): string =>
  parseMarkdown(text)
    .map((block) => (block.kind === "paragraph" ? block.lines.map(wordsOf).join("\n") : block.items.map((item) => `- ${wordsOf(item)}`).join("\n")))
    .join("\n\n");

const wordsOf = (inlines: readonly Inline[]): string => inlines.map((inline) => ("children" in inline ? wordsOf(inline.children) : inline.text)).join("");
