import { describe, expect, test } from 'vitest';
import { digestOf } from '../../engine/model/digest.ts';
import {
  encodeHeader,
  epochOfSegment,
  parseHeader,
  parseLine,
  type SegmentHeader,
} from '../../engine/ledger/segment.ts';
import { planSegments, type SegmentHead } from '../../engine/ledger/segment-plan.ts';
import { at } from './support/entries.ts';

const digest = digestOf('x');
const seal = { segment: '000001.jsonl', length: 7, digest };
const header: SegmentHeader = {
  format: 'rollcall-ledger/1',
  ledgerId: 'acme-1',
  epoch: 2,
  at,
  prev: digest,
  seals: [seal],
  holder: null,
  lease: null,
};
const line = { at, entry: { type: 'x' }, prev: digest, seq: 1 };

describe('a header', () => {
  test('is one as a whole', () => {
    expect(parseHeader(JSON.stringify(header))).toEqual(header);
  });

  test.each([
    { ledgerId: 1 },
    { epoch: '2' },
    { at: 0 },
    { prev: null },
    { prev: 'x' },
    { seals: {} },
    { seals: ['x'] },
    { seals: [null] },
    { seals: [{ ...seal, segment: 1 }] },
    { seals: [{ ...seal, length: '7' }] },
    { seals: [{ ...seal, digest: 7 }] },
    { seals: [{ ...seal, digest: 'x' }] },
    { format: 1 },
  ])('is none with %j', (odd) => {
    expect(parseHeader(JSON.stringify({ ...header, ...odd }))).toBeUndefined();
  });

  test.each(['', 'x', '[]', 'null', '"text"'])('is none in %j', (text) => {
    expect([parseHeader(text), parseLine(text)]).toEqual([undefined, undefined]);
  });
});

describe('a line', () => {
  test('is one as a whole', () => {
    expect(parseLine(JSON.stringify(line))).toEqual(line);
  });

  test.each([
    { seq: 1.5 },
    { seq: '1' },
    { at: 0 },
    { prev: 0 },
    { entry: [] },
    { entry: null },
    { entry: { type: 1 } },
  ])('is none with %j', (odd) => {
    expect(parseLine(JSON.stringify({ ...line, ...odd }))).toBeUndefined();
  });
});

test.each(['000000.jsonl', '0000001.jsonl', 'x000001.jsonl', '000001.jsonl.1', 'null', ''])(
  '%j is no segment',
  (name) => {
    expect(epochOfSegment(name)).toBeUndefined();
  },
);

describe('which segments count', () => {
  const head = (epoch: number, more: Partial<SegmentHeader> | null): SegmentHead => {
    const segment = `${String(epoch).padStart(6, '0')}.jsonl`;
    return { epoch, segment, text: more === null ? null : encodeHeader({ ...header, epoch, seals: [], ...more }) };
  };
  const sealed = (epoch: number, length: number) => ({ ...seal, segment: head(epoch, null).segment, length });

  test('is told by the last header; what was claimed behind it is empty', () => {
    const heads = [head(1, {}), head(2, { seals: [sealed(1, 7)] }), head(3, null), head(4, null)];
    const { segments, empty, lastEpoch, damage } = planSegments(heads, 'acme-1');
    expect(segments.map(({ segment, seal: by }) => [segment, by?.length ?? null])).toEqual([
      ['000001.jsonl', 7],
      ['000002.jsonl', null],
    ]);
    expect([empty, lastEpoch, damage]).toEqual([['000003.jsonl', '000004.jsonl'], 4, null]);
  });

  test('is none of none', () => {
    expect(planSegments([], 'acme-1')).toEqual({ segments: [], empty: [], lastEpoch: 0, damage: null });
  });

  test.each([
    ['more segments than there are', [sealed(0, 7), sealed(1, 0)]],
    ['nothing, though it is not the first', []],
    ['another one', [sealed(3, 7)]],
    ['two that both count', [sealed(0, 7), sealed(1, 7)]],
  ])('is not told by a header that seals %s', (_what, seals) => {
    const { damage, segments, empty } = planSegments([head(1, {}), head(2, { seals })], 'acme-1');
    expect(damage).toMatchObject({ code: 'ledger-edited', segment: '000002.jsonl', line: 1 });
    expect([segments, empty]).toEqual([[], []]);
  });

  test('begins behind a segment whose header was never written, if that is the very first', () => {
    const first = planSegments([head(1, null), head(2, { seals: [sealed(1, 0)] })], 'acme-1');
    expect(first.damage).toBeNull();
    expect(first.segments.map(({ segment }) => segment)).toEqual(['000002.jsonl']);
    const heads = [head(1, {}), head(2, null), head(3, { seals: [sealed(2, 0)] })];
    expect(planSegments(heads, 'acme-1').damage).toMatchObject({ code: 'ledger-edited', segment: '000003.jsonl' });
  });
});
