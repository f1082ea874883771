import { expect, test } from 'vitest';
import { nextQuery } from '../../providers/webex/link-pages.ts';

test.each([
  ['<https://webexapis.com/v1/licenses/x?next=abc&limit=2>; rel="next"', 'next=abc&limit=2'],
  ['<https://webexapis.com/v1/people?max=2&cursor=b%3D>; rel=next', 'max=2&cursor=b%3D'],
  ['<https://a.test/x?cursor=0>; rel="prev", <https://a.test/x?cursor=2>; rel="next"', 'cursor=2'],
  ['<https://a.test/x?cursor=2>; title="page two"; rel="next"', 'cursor=2'],
  ['</v1/people?cursor=2>; REL="next"', 'cursor=2'],
  ['<https://a.test/x>; rel="next"', ''],
])('the next page of %s', (link, query) => {
  expect(nextQuery(link)).toBe(query);
});

test.each([
  ['no header', undefined],
  ['an empty one', ''],
  ['only a page before', '<https://a.test/x?cursor=0>; rel="prev"'],
  ['a relation that begins alike', '<https://a.test/x?cursor=0>; rel="nextgen"'],
  ['no link at all', 'rel="next"'],
])('there is none with %s', (_, link) => {
  expect(nextQuery(link)).toBeUndefined();
});
