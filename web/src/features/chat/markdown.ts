/**
 * The little Markdown an answer may use: paragraphs, lists, **bold**, *italics*, `code`, and links to this site. Everything
 * else stays the characters it is: no HTML, no images, no foreign addresses. Names of tracks are data and may hold anything.
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
  let open: MarkdownBlock | null = null;
  for (const line of text.replaceAll("\r", "").split("\n")) {
    if (!line.trim()) {
      open = null;
      continue;
    }
    const added: MarkdownBlock = blockOf(line);
    const joins = open?.kind === added.kind && (added.kind === "paragraph" || (open.kind === "list" && open.ordered === added.ordered));
    if (joins && open?.kind === "paragraph" && added.kind === "paragraph") open.lines.push(...added.lines);
    else if (joins && open?.kind === "list" && added.kind === "list") open.items.push(...added.items);
    else blocks.push((open = added));
  }
  return blocks;
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
    const inline = found && (!first || found.index < first.found.index) ? make(found) : null;
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
