import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail, MailAddress } from '../model/change.ts';

export interface MessageParts {
  readonly mail: Mail;
  readonly from: MailAddress;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** One mail as the bytes that go to the server: plain text, nothing fetched, nothing attached. */
export async function messageOf({ mail, from, at }: MessageParts): Promise<Buffer> {
  const { to, locale, replyTo } = mail;
  const composer = new MailComposer({
    from: { name: oneLine(from.name ?? ''), address: from.address },
    to: { name: '', address: to },
    subject: oneLine(mail.subject),
    text: textOf(mail.text),
    date: new Date(at),
    messageId: messageIdOf(mail.occasion, from),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': oneLine(locale) },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
  });
  return await composer.compile().build();
}

/** The same for every try at the same mail, so that a copy can be known as one. It shows nothing of the occasion. */
export function messageIdOf(occasion: string, { address }: MailAddress): string {
  const domain = domainToASCII(address.slice(address.lastIndexOf('@') + 1)) || 'rollcall.invalid';
  return `<${createHash('sha256').update(occasion).digest('hex').slice(0, 40)}@${domain}>`;
}

/**
 * What reverses text, or hides in it. Joiners and the marks of direction stay: some languages are written with them, and
 * pictures are drawn with them.
 */
const hides = /[\u200b\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** A header is one line: what would end it, or hide in it, is a space. */
function oneLine(text: string): string {
  return text
    .replaceAll(hides, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

/** Line breaks and tabs are the only controls of a text. */
function textOf(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(hides, '');
}
