import { describe, expect, it } from 'vitest';
import { buildXml, parseXml } from '../../providers/maas360/xml.ts';

describe('XML', () => {
  it.each([
    ['an element', '<a>1</a>', { a: '1' }],
    ['a list', '<r><a>1</a><a>2</a></r>', { r: { a: ['1', '2'] } }],
    ['a list of one, which collapses', '<r><a>1</a></r>', { r: { a: '1' } }],
    ['an empty element', '<r><a></a><b/></r>', { r: { a: '', b: '' } }],
    ['texts that look like numbers', '<a>0010.50</a>', { a: '0010.50' }],
    [
      'what stands for itself',
      '<a>M&amp;S &lt;b&gt; &quot;x&quot; &#233;&#xE9; &amp;lt;</a>',
      { a: 'M&S <b> "x" éé &lt;' },
    ],
    ['CDATA as it is', '<a><![CDATA[x & <y> &amp;]]></a>', { a: 'x & <y> &amp;' }],
    ['a declaration, a comment and an attribute', '<?xml version="1.0"?><!-- hi --><a b="c">1</a>', { a: '1' }],
    ['a prefix of a namespace', '<n:r xmlns:n="urn:x"><n:a>1</n:a></n:r>', { r: { a: '1' } }],
  ])('reads %s', (_, text, object) => {
    expect(parseXml(text)).toEqual(object);
  });

  it.each([
    ['nothing', ''],
    ['JSON', '{"a":1}'],
    ['a plain word', 'Forbidden'],
    ['a text that is cut off', '<r><a>1</a>'],
    ['tags that cross', '<r><a></r></a>'],
    ['a document type, even a harmless one', '<!DOCTYPE r><r>1</r>'],
    ['a text that grows', '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>'],
    ['a file of this machine', '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><r>&a;</r>'],
    ['what is nested too deep', `${'<a>'.repeat(40)}1${'</a>'.repeat(40)}`],
  ])('is not found in %s', (_, text) => {
    expect(parseXml(text)).toBeUndefined();
  });

  it('never reaches the prototype of all objects', () => {
    const texts = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'].map(
      (name) => `<r><${name}><polluted>yes</polluted></${name}><${name}><polluted>yes</polluted></${name}></r>`,
    );
    for (const text of texts) parseXml(text);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(typeof {}.toString).toBe('function');
  });

  it('reads a long list, each row with a sign that stands for another', () => {
    const rows = Array.from({ length: 5_000 }, (_, nth) => `<a>${nth} &amp; &#65;</a>`);
    const read = parseXml(`<r>${rows.join('')}</r>`) as { readonly r: { readonly a: readonly string[] } };
    expect([read.r.a.length, read.r.a[4_999]]).toEqual([5_000, '4999 & A']);
  });

  it('gives back what it built', () => {
    const document = { r: { a: 'M&S <b> "x" \'y\'', list: ['1', '2'], none: '', deep: { n: 'é' } } };
    expect(parseXml(buildXml(document))).toEqual(document);
    expect(buildXml({ r: { n: 7, yes: true, list: [] } })).toBe('<r><n>7</n><yes>true</yes></r>');
  });
});
