import { describe, expect, it } from 'vitest';
import { answerReader } from '../../providers/kit/json-answer.ts';

const read = answerReader('A thing');
const breach = (text: string): unknown => expect.objectContaining({ code: 'contract', message: `A thing: ${text}.` });

describe('a member of an answer', () => {
  it('is given where it is what it should be', () => {
    const thing = { text: 't', count: 0, flag: false, list: [{}], moment: '2026-11-21T09:00:00Z' };
    expect(read.object(thing)).toBe(thing);
    expect(read.text(thing, 'text')).toBe('t');
    expect(read.count(thing, 'count')).toBe(0);
    expect(read.flag(thing, 'flag')).toBe(false);
    expect(read.list(thing, 'list')).toEqual([{}]);
    expect(read.moment(thing, 'moment')).toBe(Date.UTC(2026, 10, 21, 9));
  });

  it.each([
    ['text', () => read.text({ a: 1 }, 'a'), 'a is missing or no text'],
    ['text', () => read.text({ a: '' }, 'a'), 'a is missing or no text'],
    ['count', () => read.count({ a: 1.5 }, 'a'), 'a is missing or no whole number'],
    ['count', () => read.count({ a: -1 }, 'a'), 'a is missing or no whole number'],
    ['flag', () => read.flag({ a: 'true' }, 'a'), 'a is missing or neither true nor false'],
    ['list', () => read.list({ a: [1] }, 'a'), 'a is missing or no list of objects'],
    ['moment', () => read.moment({ a: 'soon' }, 'a'), 'a is no moment'],
    ['object', () => read.object([]), 'it is no JSON object'],
  ])('breaks the contract where it is not: %s', (_, act, text) => {
    expect(act).toThrow(breach(text));
  });

  it('is never taken from the prototype', () => {
    expect(() => read.text({}, 'constructor')).toThrow(breach('constructor is missing or no text'));
  });
});
