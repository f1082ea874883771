import type { Mail } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Gate } from './gate.ts';
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

const mailSteps = 'mail:';

/** What is asked about a mail that may have gone out, or not: only the person whom it is for can tell. */
export function mailQuestion(occasion: string): Required<Pick<Gate, 'step' | 'asks'>> {
  return {
    step: `${mailSteps}${occasion}`,
    asks: [
      {
        name: 'came',
        into: { attribute: 'came' },
        means: 'whether the mail came: yes, or no, and then the next apply sends it once more',
        pattern: '^(yes|no)$',
        required: true,
      },
    ],
  };
}

/** The mail that such a step is about; undefined for all other steps. */
export function mailAskedAbout(step: string): string | undefined {
  return step.startsWith(mailSteps) ? step.slice(mailSteps.length) : undefined;
}
