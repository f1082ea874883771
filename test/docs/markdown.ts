/** A fenced block of a Markdown file. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
}

export interface Link {
  readonly to: string;
  readonly line: number;
}

export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; language: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^\s*(`{3,})\s*(\S*)/.exec(line);
    if (open === undefined && fence !== null) {
      open = { fence: fence[1] ?? '', language: fence[2] ?? '', line: index + 1, lines: [] };
    } else if (open !== undefined && line.trim() === open.fence) {
      blocks.push({ language: open.language, line: open.line, text: `${open.lines.join('\n')}\n` });
      open = undefined;
    } else {
      open?.lines.push(line);
    }
  }
  if (open !== undefined) throw new Error(`the block of line ${open.line} is never closed`);
  return blocks;
}

/** Links outside of fenced blocks and code. */
export function linksOf(markdown: string): Link[] {
  const links: Link[] = [];
  for (const [index, line] of withoutBlocks(markdown).entries()) {
    const plain = line.replace(/`[^`]*`/g, '');
    for (const match of plain.matchAll(/\]\(([^()\s]+)\)/g)) links.push({ to: match[1] ?? '', line: index + 1 });
  }
  return links;
}

/** The anchors that GitHub gives to the headings. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const line of withoutBlocks(markdown)) {
    const heading = /^#+\s+(.*)$/.exec(line)?.[1];
    if (heading === undefined) continue;
    anchors.add(
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    );
  }
  return anchors;
}

/** The lines of the file, those of fenced blocks emptied. */
function withoutBlocks(markdown: string): string[] {
  const lines = markdown.split('\n');
  for (const block of blocksOf(markdown)) {
    const last = block.line + block.text.split('\n').length - 1;
    lines.fill('', block.line - 1, last + 1);
  }
  return lines;
}
