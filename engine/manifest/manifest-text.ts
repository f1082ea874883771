import { isUtf8 } from 'node:buffer';
import type { Diagnostic, Location } from '../model/diagnostic.ts';

export type ManifestText =
  { readonly text: string; readonly problem?: undefined } | { readonly text?: undefined; readonly problem: Diagnostic };

/** Control characters other than tab, line feed and carriage return. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]|\r(?!\n)/;

/**
 * Characters that make a screen show another text than is read: line ends that only some programs take for one (U+0085,
 * U+2028, U+2029), and marks that turn the direction of writing (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to
 * U+2069). Comments count too: one of these may make code look like a comment.
 */
const misleading = /[\u0085\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** The text of a manifest file: UTF-8, without its byte order mark, nothing in it that is not shown as it is read. */
export function manifestText(bytes: Buffer, file: string): ManifestText {
  if (!isUtf8(bytes)) return { problem: notUtf8(bytes, file) };
  const text = withoutMark(bytes.toString('utf8'));
  const found = control.exec(text);
  if (found !== null) return { problem: controlCharacter(text, found.index, file) };
  const hidden = misleading.exec(text);
  return hidden === null ? { text } : { problem: misleadingCharacter(text, hidden.index, file) };
}

export function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function notUtf8(bytes: Buffer, file: string): Diagnostic {
  const at = firstBadByte(bytes);
  const before = bytes.subarray(0, at).toString('utf8');
  const lineStart = before.lastIndexOf('\n') + 1;
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return {
    code: 'not-utf-8',
    severity: 'error',
    summary: 'A file that is not UTF-8',
    detail: `Byte ${at + 1} (0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}) of ${file} belongs to no character.`,
    cure: wide ? 'It is UTF-16: save it as UTF-8.' : 'Save the file as UTF-8.',
    at: { file, line: before.split('\n').length, column: before.length - lineStart + 1, length: 1 },
  };
}

/** Where the first byte stands that cannot be read: the longest prefix that is UTF-8, by halving. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (isUtf8Prefix(bytes, middle)) good = middle;
    else bad = middle - 1;
  }
  return wholeLength(bytes, good);
}

/** Whether the first bytes are UTF-8 but for a character that is cut at their end. */
function isUtf8Prefix(bytes: Buffer, length: number): boolean {
  return isUtf8(bytes.subarray(0, wholeLength(bytes, length)));
}

/** The length without a character at the end of which only the first bytes are there. */
function wholeLength(bytes: Buffer, length: number): number {
  for (let back = 1; back <= 3 && back <= length; back += 1) {
    const byte = bytes[length - back] ?? 0;
    if (byte < 0x80) return length;
    if (byte >= 0xc0) return isUtf8(bytes.subarray(length - back, length)) ? length : length - back;
  }
  return length;
}

function controlCharacter(text: string, at: number, file: string): Diagnostic {
  const lone = text[at] === '\r';
  return {
    code: 'control-character',
    severity: 'error',
    summary: 'A control character',
    detail: lone
      ? 'A carriage return stands alone, without a line feed.'
      : `The character ${codePoint(text, at)} may not stand in a manifest.`,
    cure: lone ? 'Save the file with Unix or Windows line endings.' : 'Remove it.',
    at: placeOf(text, at, file),
  };
}

function misleadingCharacter(text: string, at: number, file: string): Diagnostic {
  return {
    code: 'misleading-character',
    severity: 'error',
    summary: 'An invisible character that makes a text look like another',
    detail:
      `The character ${codePoint(text, at)} turns the direction of writing or ends a line in some programs only: ` +
      'whoever reviews this file may see another text than is applied.',
    cure: 'Remove it, in comments too. It is invisible: type the line anew, and find out who wrote it.',
    at: placeOf(text, at, file),
  };
}

function codePoint(text: string, at: number): string {
  return `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
}

function placeOf(text: string, at: number, file: string): Location {
  const before = text.slice(0, at);
  return { file, line: before.split('\n').length, column: at - before.lastIndexOf('\n'), length: 1 };
}
