import { Liquid, type LiquidError, type Template } from 'liquidjs';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { MailTemplates, OwedMail, WordedMail } from '../model/mail.ts';

/** One file of a template folder. */
export interface TemplateFile {
  /** Relative to the workspace. */
  readonly file: string;
  /** `onboarding.de.liquid` */
  readonly name: string;
  readonly text: string;
}

export interface ParsedTemplates {
  readonly templates: MailTemplates;
  readonly diagnostics: readonly Diagnostic[];
}

interface Parsed extends TemplateFile {
  readonly body: Template[];
}

/** The longest mail that a template may make, in characters. */
const longestMail = 64 * 1024;

/**
 * Parses the templates of one folder. They see the values of their mail and nothing else: no file, no clock, no chance,
 * so that the same mail always gets the same words, and a plan that was approved says what is sent.
 */
export function parseTemplates(files: readonly TemplateFile[]): ParsedTemplates {
  const engine = createEngine(files);
  const parsed = new Map<string, Parsed>();
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    try {
      parsed.set(file.name, { ...file, body: engine.parse(file.text, file.name) });
    } catch (error) {
      diagnostics.push(wrongTemplate(files, file, error));
    }
  }
  const word = (mail: OwedMail): WordedMail => {
    const found = templateFor(parsed, mail);
    if (found === undefined) return mail;
    try {
      return wordsOf(found, String(engine.renderSync(found.body, mail.template?.values)), mail);
    } catch (error) {
      return { problem: wrongTemplate(files, found, error) };
    }
  };
  const known = files.filter(({ name }) => !name.startsWith('_'));
  return { templates: { files: known.map(({ file, name }) => ({ file, name: mailOf(name) })), word }, diagnostics };
}

function createEngine(files: readonly TemplateFile[]): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: Object.fromEntries(files.map(({ name, text }) => [name, text])),
    parseLimit: 1_000_000,
    memoryLimit: 1_000_000,
  });
  // A mail that says another thing each time it is rendered could never be approved.
  for (const name of Object.keys(engine.filters)) {
    if (name.startsWith('date') || name === 'sample') engine.unregisterFilter(name);
  }
  return engine;
}

/** `onboarding.de.liquid` and `onboarding.liquid` are for the mail `onboarding`. */
function mailOf(name: string): string {
  return name.split('.')[0] ?? name;
}

/** The most particular first: `de-AT`, then `de`, then the one for everybody. */
function templateFor(parsed: ReadonlyMap<string, Parsed>, { template, locale }: OwedMail): Parsed | undefined {
  if (template === undefined) return undefined;
  const [language = locale] = locale.split('-');
  const names = [`${template.name}.${locale}`, `${template.name}.${language}`, template.name];
  for (const name of names) {
    const found = parsed.get(`${name}.liquid`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wordsOf(template: Parsed, rendered: string, mail: OwedMail): WordedMail {
  const [, subject, text = ''] = /^Subject:[ \t]*([^\n]*)\n\s*\n(.*)$/s.exec(rendered) ?? [
    null,
    mail.subject,
    rendered,
  ];
  const said = { subject: (subject ?? mail.subject).trim(), text: `${text.trim()}\n` };
  if (said.subject === '' || said.text === '\n') return { problem: emptyMail(template) };
  return said.text.length > longestMail ? { problem: longMail(template) } : said;
}

/** The place is that of the file in which the mistake stands: a part may be drawn in by another template. */
function wrongTemplate(files: readonly TemplateFile[], template: TemplateFile, error: unknown): Diagnostic {
  const { message, token } = error as Partial<LiquidError>;
  const [line = 1, column = 1] = token?.getPosition() ?? [];
  const file = files.find(({ text }) => text === token?.input)?.file ?? template.file;
  const said = String(message ?? error)
    .replace(/,? (file:\S+, )?line:\d+, col:\d+$/, '')
    .replace(/^ENOENT: Failed to lookup (".*") in .*$/, 'There is no file $1 in this folder');
  return {
    code: 'wrong-template',
    severity: 'error',
    summary: 'A mail template that cannot be used',
    detail: `${said}.`,
    cure: "Correct it; the provider's README lists what a template may use.",
    at: { file, line, column, length: 1 },
  };
}

function emptyMail({ file }: Parsed): Diagnostic {
  return {
    code: 'empty-mail',
    severity: 'error',
    summary: 'A mail template that says nothing',
    detail: `${file} gives a mail without a text or with an empty subject.`,
    cure: 'Write something, or remove the file for the built-in words.',
    at: { file, line: 1, column: 1, length: 1 },
  };
}

function longMail({ file }: Parsed): Diagnostic {
  return {
    code: 'mail-too-long',
    severity: 'error',
    summary: 'A mail template that says too much',
    detail: `${file} gives a mail of more than ${longestMail} characters.`,
    cure: 'Shorten it.',
    at: { file, line: 1, column: 1, length: 1 },
  };
}
