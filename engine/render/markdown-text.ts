import { joint } from './commands.ts';
import { safeText } from './safe-text.ts';
import { clipped } from './words.ts';

/** Text that can stand in Markdown: no link, picture, mention, reference or HTML comes of it. */
export type MarkdownText = string;

const longest = 300;

/** What GitHub, GitLab and their like make links or mentions of, and what Markdown or HTML itself acts on. */
const acts = /[@<>[\]`*_|\\~^{}$]|[#!%&+](?=[\w-])|:[\w+-]+:|:\/\/|\bwww\.|\bgh-\d|^(?:[-+=>#]|::)|^\d+[.)]$/i;

/**
 * A sentence that holds names and portal answers. A word that something could be made of is put in a code span, where
 * no platform makes anything of it; the rest holds nothing that acts.
 */
export function markdownText(text: string): MarkdownText {
  const words = clipped(safeText(text), longest).split(' ');
  return words.map((word, index) => (index > 0 && word === '>' ? '&gt;' : wordText(word))).join(' ');
}

function wordText(word: string): MarkdownText {
  return acts.test(word) || word.includes(joint) ? aroundCode(word) : word;
}

/** One name or value as a code span, its fence longer than any run of backticks inside. */
export function markdownCode(text: string): MarkdownText {
  const safe = clipped(safeText(text), longest).replaceAll(joint, ' ');
  if (safe.trim() === '') return '` `';
  let fence = 1;
  for (const run of safe.match(/`+/g) ?? []) fence = Math.max(fence, run.length + 1);
  const marks = '`'.repeat(fence);
  const edge = safe.startsWith('`') || safe.endsWith('`') ? ' ' : '';
  return `${marks}${edge}${safe}${edge}${marks}`;
}

/** A name that nobody makes anything of. */
const idle = /^(?!.*www\.)[a-z0-9 .()%·-]*$/i;

/**
 * A short name inside an HTML element of the comment, such as a summary. What a link or a mention could be made of is
 * shown as code: platforms look for them in the text of elements too, after entities were read.
 */
export function markdownHtml(text: string): MarkdownText {
  const safe = clipped(safeText(text), 60);
  if (idle.test(safe)) return safe;
  return `<code>${safe.replace(/[^\w .,:;/()%·-]/g, (character) => `&#${character.codePointAt(0) ?? 0};`)}</code>`;
}

const wordMarks = /^([("“]*)(.*?)([.,;:)"”]*)$/;
const commandMarks = /^(\(*)(.*?)([.,;:)]*)$/;

/** Sentence marks around a word stay outside of its code span; the quotes of a command belong to it. */
function aroundCode(word: string): string {
  const [, before = '', inner = word, after = ''] = (word.includes(joint) ? commandMarks : wordMarks).exec(word) ?? [];
  return `${before}${markdownCode(inner)}${after}`;
}
