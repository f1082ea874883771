import { describe, expect, it } from 'vitest';
import { wholeCommand } from '../../engine/render/commands.ts';
import { markdownCode, markdownHtml, markdownText } from '../../engine/render/markdown-text.ts';
import { forbidden, hostile } from '../support/hostile-text.ts';

/** What is left of a text when its code spans are taken out: only there could anything act. */
function outsideOfCode(text: string): string {
  return text.replaceAll(/(`+)(?!`)(.*?[^`])\1(?!`)/g, '');
}

describe('markdownText', () => {
  it('leaves sentences as they are', () => {
    for (const text of ['Full access until 2027-03-31', 'one (of 118, at most 25 %)', 'Åsa: "yes", 李小龍']) {
      expect(markdownText(text)).toBe(text);
    }
  });

  it.each([
    ['@everyone', '`@everyone`'],
    ['(@team)', '(`@team`)'],
    ['ada@acme.example,', '`ada@acme.example`,'],
    ['see #12', 'see `#12`'],
    ['org/repo#9', '`org/repo#9`'],
    ['https://evil.example', '`https://evil.example`'],
    ['www.evil.example', '`www.evil.example`'],
    ['[x](y)', '`[x](y`)'],
    ['<b>', '`<b>`'],
    ['*b*', '`*b*`'],
    [':bomb:', '`:bomb`:'],
    ['$x$', '`$x$`'],
    ['&lt;', '`&lt`;'],
    ['1. one', '`1`. one'],
    ['# title', '`#` title'],
    ['`a`', '`` `a` ``'],
    ['\\', '`\\`'],
  ])('%s becomes %s', (text, shown) => {
    expect(markdownText(text)).toBe(shown);
  });

  it('puts a command into one code span, with plain spaces', () => {
    expect(markdownText(`2 waiting (${wholeCommand('rollcall plan --show all')}).`)).toBe(
      '2 waiting (`rollcall plan --show all`).',
    );
  });

  it('shows a lone > between words as it is', () => {
    expect(markdownText('Go to Settings > Teammates.')).toBe('Go to Settings &gt; Teammates.');
    expect(markdownText('> quoted')).toBe('`>` quoted');
  });

  it('leaves nothing that acts outside of a code span', () => {
    const left = outsideOfCode(markdownText(hostile));
    expect(left).not.toMatch(/[@<>[\]`*_|\\~]|:\/\/|www\.|#\d/);
    expect(markdownText(hostile)).not.toMatch(forbidden);
  });

  it('cuts what is too long for a comment, and says so', () => {
    expect(markdownText('a'.repeat(1_000))).toContain('(700 more characters)');
  });
});

describe('markdownCode', () => {
  it('has a fence longer than any inside', () => {
    expect(markdownCode('a``b`c')).toBe('```a``b`c```');
    expect(markdownCode('`')).toBe('`` ` ``');
    expect(markdownCode('')).toBe('` `');
  });
});

describe('markdownHtml', () => {
  it('holds no HTML and no Markdown', () => {
    expect(markdownHtml('<b>&*')).toBe('<code>&#60;b&#62;&#38;&#42;</code>');
    expect(markdownHtml('https://evil.example')).toBe('<code>https://evil.example</code>');
    expect(markdownHtml('acme-connect 2')).toBe('acme-connect 2');
    expect(markdownHtml(hostile).replaceAll(/<\/?code>/g, '')).not.toMatch(/[<>*`[\]@]/);
  });
});
