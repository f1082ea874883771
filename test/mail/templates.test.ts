import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, said } from '../manifest/workspace-folder.ts';
import { loadMails, loadMailsIn, mailSpec, portalWith, userOf, wordsOf } from './support/mail-workspace.ts';

const portal = portalWith(`${mailSpec}    templates: mails\n`);

function withTemplates(templates: Readonly<Record<string, string>>, people: Readonly<Record<string, string>> = {}) {
  const files = Object.fromEntries(Object.entries(templates).map(([name, text]) => [`mails/${name}`, text]));
  return loadMails({ 'p.yaml': portal, 'ada.yaml': userOf('ada'), ...people, ...files });
}

describe('mail templates', () => {
  test('say the mail in place of the built-in words, in the language of the person', async () => {
    const templates = {
      'welcome.liquid': 'Subject: Your {{ colour | downcase }} badge\n\nHello {{ person.name | capitalize }}.\n',
      'welcome.de.liquid': 'Subject: Ihr Ausweis\n\nGuten Tag {{ person.name }}.\n',
      'welcome.de-AT.liquid': 'Subject: Ihr Ausweis\n\nServus {{ person.name }}.\n',
    };
    const people = {
      'ben.yaml': userOf('ben', '  locale: de\n'),
      'cy.yaml': userOf('cy', '  locale: de-AT\n'),
      'dee.yaml': userOf('dee', '  locale: de-CH\n'),
    };
    const loaded = await withTemplates(templates, people);
    expect(loaded.diagnostics).toEqual([]);
    expect(wordsOf(loaded)).toEqual({
      ada: { subject: 'Your red badge', text: 'Hello Ada.\n' },
      ben: { subject: 'Ihr Ausweis', text: 'Guten Tag ben.\n' },
      cy: { subject: 'Ihr Ausweis', text: 'Servus cy.\n' },
      dee: { subject: 'Ihr Ausweis', text: 'Guten Tag dee.\n' },
    });
  });

  test('leave the built-in words where there is none, and the subject where it gives none', async () => {
    expect(wordsOf(await withTemplates({ 'welcome.fr.liquid': 'Bonjour' }))).toEqual({
      ada: { subject: 'Your badge', text: 'Here it is.\n' },
    });
    expect(wordsOf(await withTemplates({ 'welcome.liquid': 'Hello\n' }))).toEqual({
      ada: { subject: 'Your badge', text: 'Hello\n' },
    });
  });

  test('may be put together of parts', async () => {
    const templates = { 'welcome.liquid': "Hello\n{% render '_end.liquid' %}", '_end.liquid': 'Goodbye' };
    const loaded = await withTemplates(templates);
    expect(loaded.diagnostics).toEqual([]);
    expect(wordsOf(loaded)).toMatchObject({ ada: { text: 'Hello\nGoodbye\n' } });
  });

  test.each([
    ['an unknown variable', 'Hello\n\n  {{ person.nam }}', 'wrong-template mails/welcome.liquid:3:6', 'person.nam'],
    ['one in a condition', '{% if person.nam %}x{% endif %}', 'wrong-template mails/welcome.liquid:1:7', 'person.nam'],
    ['an unknown filter', 'a\n{{ colour | shout }}', 'wrong-template mails/welcome.liquid:2:1', 'shout'],
    ['a tag that is not closed', 'a\n{% if colour %}', 'wrong-template mails/welcome.liquid:2:1', 'not closed'],
    ['a part that is not there', "{% render '../p.yaml' %}", 'wrong-template mails/welcome.liquid:1:1', 'p.yaml'],
    ['the clock', '{{ "now" | date: "%s" }}', 'wrong-template mails/welcome.liquid:1:1', 'date'],
    ['chance', '{{ "ab" | split: "" | sample }}', 'wrong-template mails/welcome.liquid:1:1', 'sample'],
    ['what is inherited', '{{ person.constructor }}', 'wrong-template mails/welcome.liquid:1:4', 'constructor'],
    [
      'an endless loop',
      '{% for i in (1..1000000000) %}x{% endfor %}',
      'wrong-template mails/welcome.liquid:1:1',
      'memory',
    ],
    ['an empty mail', 'Subject: x\n\n  \n', 'empty-mail mails/welcome.liquid:1:1', 'without a text'],
    ['an empty subject', 'Subject: {{ "" }}\n\nHello', 'empty-mail mails/welcome.liquid:1:1', 'empty subject'],
    ['no text', 'a\0b', 'not-text mails/welcome.liquid:1:1', 'UTF-8'],
    ['too large a file', 'x'.repeat(65_537), 'template-too-large mails/welcome.liquid:1:1', '65537'],
    ['too long a mail', '{% for i in (1..70000) %}x{% endfor %}', 'mail-too-long mails/welcome.liquid:1:1', '65536'],
  ])('%s is an error at its place', async (_, text, place, words) => {
    const loaded = await withTemplates({ 'welcome.liquid': text });
    expect(said(loaded)).toEqual([place]);
    expect(loaded.diagnostics[0]?.severity).toBe('error');
    expect(loaded.diagnostics[0]?.detail).toContain(words);
  });

  test('a mistake in a part is shown in the part', async () => {
    const loaded = await withTemplates({
      'welcome.liquid': "\n{% render '_end.liquid' %}",
      '_end.liquid': '\n\n{{ nobody }}',
    });
    expect(said(loaded)).toEqual(['wrong-template mails/_end.liquid:3:4']);
    expect(loaded.sourceLine('mails/_end.liquid', 3)).toBe('{{ nobody }}');
  });

  test('one mistake is said once, however many people it is about', async () => {
    const loaded = await withTemplates({ 'welcome.liquid': '{{ nobody }}' }, { 'ben.yaml': userOf('ben') });
    expect(said(loaded)).toEqual(['wrong-template mails/welcome.liquid:1:4']);
  });

  test('values are no templates', async () => {
    const loaded = await withTemplates(
      { 'welcome.liquid': '{{ person.name }}' },
      {
        'ada.yaml': userOf('ada').replace('role: Red', 'role: "{{ person.name }}"'),
      },
    );
    expect(wordsOf(loaded)).toMatchObject({ ada: { text: 'ada\n' } });
  });

  test('that no mail uses are told of', async () => {
    const loaded = await withTemplates({ 'wellcome.liquid': 'Hello' });
    expect(said(loaded)).toEqual(['idle-template mails/wellcome.liquid:1:1']);
    expect(loaded.diagnostics[0]).toMatchObject({ severity: 'warning', hint: 'did you mean welcome?' });
  });
});

describe('the folder of templates', () => {
  test.each(['nowhere', '../elsewhere', 'p.yaml'])('%s cannot be used', async (templates) => {
    const loaded = await loadMails({ 'p.yaml': portal.replace('templates: mails', `templates: ${templates}`) });
    expect(said(loaded)).toEqual(['no-template-folder p.yaml:11:16']);
  });

  test('nothing is read by a link that leads out of the workspace', async () => {
    const outside = folderOf({ 'secret.txt': 'hunter2' });
    const folder = folderOf({ 'p.yaml': portal, 'ada.yaml': userOf('ada') });
    mkdirSync(join(folder, 'mails'));
    symlinkSync(join(outside, 'secret.txt'), join(folder, 'mails/welcome.liquid'));
    const loaded = await loadMailsIn(folder);
    expect(said(loaded)).toEqual(['symlink-outside mails/welcome.liquid:1:1']);
    expect(loaded.sourceLine('mails/welcome.liquid', 1)).toBeUndefined();
  });

  test('the folder itself may be no such link either', async () => {
    const outside = folderOf({ 'welcome.liquid': 'hunter2' });
    const folder = folderOf({ 'p.yaml': portal, 'ada.yaml': userOf('ada') });
    symlinkSync(outside, join(folder, 'mails'));
    expect(said(await loadMailsIn(folder))).toEqual(['symlink-outside mails:1:1']);
  });

  test('a folder that is called like a template is told of', async () => {
    const folder = folderOf({ 'p.yaml': portal, 'ada.yaml': userOf('ada') });
    mkdirSync(join(folder, 'mails/welcome.liquid'), { recursive: true });
    writeFileSync(join(folder, 'mails/notes.txt'), '{{ not a template }}');
    expect(said(await loadMailsIn(folder))).toEqual(['not-a-file mails/welcome.liquid:1:1']);
  });
});
