/** Text that can be shown: what could steer a terminal or hide from a reader is spelled out. */
export type SafeText = string & { readonly safe: unique symbol };

/**
 * Control characters (C0, C1, DEL), escapes, bidirectional controls, zero-width and other invisible characters, line
 * and paragraph separators, lone surrogates, private and unassigned code points.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const plain = /^[\x20-\x7e]*$/;
/** What build servers take for a command wherever it stands: `##[error]`, `##vso[task.setvariable …]`. */
const buildCommand = /##(?=[a-z]*\[)/gi;
/** And what one takes for a command at the beginning of a line: `::set-output name=…::`. */
const lineCommand = /^(\s*):(?=:)/u;
const pictureBefore = /\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?$/u;
const pictureAhead = /^\p{Extended_Pictographic}/u;
const letters: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const emojiStyle = '\ufe0f';
const joiner = '\u200d';

/**
 * Makes one line of visible text of anything, which no terminal and no build server obeys. An invisible character
 * becomes its name, `\u{202e}`, so that nobody mistakes `a\u{200b}b` for `ab`. The joiners inside an emoji stay: there
 * they draw one picture and hide nothing.
 */
export function safeText(text: string): SafeText {
  const quiet = text.replace(buildCommand, '#\\u{23}');
  if (plain.test(quiet)) return quiet as SafeText;
  return quiet.replace(unsafe, (character, at: number) => {
    if (drawsEmoji({ character, text: quiet, at })) return character;
    return letters[character] ?? spelled(character);
  }) as SafeText;
}

/** Whether there is something in it that nobody would see, or that acts: what `safeText` spells out. */
export function hasUnseen(text: string): boolean {
  return [...text.matchAll(unsafe)].some(({ 0: character, index: at }) => !drawsEmoji({ character, text, at }));
}

/** The same for a text of several lines: its line breaks stay. */
export function safeLines(text: string): SafeText[] {
  return text.split(/\r\n|[\n\r]/).map((one) => safeStart(safeText(one)));
}

/** The same text as the beginning of a line, where it must not be a command to the build server that reads it. */
export function safeStart(text: SafeText): SafeText {
  return text.replace(lineCommand, '$1\\u{3a}') as SafeText;
}

/**
 * A JSON text that is safe to print: the characters that JSON leaves bare but a terminal or an editor would act on are
 * written as escapes. The value stays the same.
 */
export function safeJson(json: string): string {
  return json.replace(buildCommand, '#\\u0023').replace(unsafe, (character) => {
    if (character === '\n') return character;
    return [...character].flatMap(codeUnits).map(escaped).join('');
  });
}

function drawsEmoji(place: { readonly character: string; readonly text: string; readonly at: number }): boolean {
  const { character, text, at } = place;
  if (character !== emojiStyle && character !== joiner) return false;
  const followsPicture = pictureBefore.test(text.slice(Math.max(0, at - 6), at));
  return followsPicture && (character === emojiStyle || pictureAhead.test(text.slice(at + 1)));
}

function spelled(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function codeUnits(character: string): number[] {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
