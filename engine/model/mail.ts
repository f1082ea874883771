import type { Mail } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { JsonObject } from './json.ts';

/**
 * A mail as a kind owes it: complete in its own words. Where the workspace has a template of this name, the template
 * says it instead, and may use these values and no others.
 */
export interface OwedMail extends Omit<Mail, 'from' | 'replyTo'> {
  readonly template?: { readonly name: string; readonly values: JsonObject };
}

/** What a template makes of an owed mail; what is wrong with the template is a diagnostic at its line. */
export type WordedMail =
  { readonly subject: string; readonly text: string; readonly problem?: undefined } | { readonly problem: Diagnostic };

/** The templates of one portal, read and parsed. Pure from here on: the same mail gets the same words. */
export interface MailTemplates {
  /** The files, relative to the workspace, and the mail that each is for. */
  readonly files: readonly { readonly file: string; readonly name: string }[];
  readonly word: (mail: OwedMail) => WordedMail;
}
