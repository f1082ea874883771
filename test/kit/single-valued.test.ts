import { describe, expect, it } from 'vitest';
import type { GrantDeclaration } from '../../engine/model/declaration.ts';
import type { Json } from '../../engine/model/json.ts';
import { singleValued } from '../../providers/kit/single-valued.ts';

const grant = (role: string, value?: Json): GrantDeclaration => ({
  role,
  with: value === undefined ? {} : { value },
  origin: { file: `${role}.yaml`, document: 0, path: ['spec'], line: 1 },
});

function single(grants: GrantDeclaration[], precedence?: string[]) {
  const order = precedence === undefined ? {} : { precedence };
  const valueOf = (one: GrantDeclaration) => one.with['value'];
  return singleValued({ what: 'value', portal: 'acme', person: 'ada', grants, valueOf, ...order });
}

describe('a thing that holds one value', () => {
  it('is empty where no grant says anything', () => {
    expect(single([])).toEqual({ value: undefined, grants: [] });
    expect(single([grant('a')])).toEqual({ value: undefined, grants: [] });
  });

  it('is what all say who say anything', () => {
    const [a, b] = [grant('a', { x: 1, y: 2 }), grant('b', { y: 2, x: 1 })];
    expect(single([a, grant('silent'), b])).toEqual({ value: { x: 1, y: 2 }, grants: [a, b] });
  });

  it('is an error that names both places where two differ', () => {
    const found = single([grant('a', 'x'), grant('b', 'y'), grant('c', 'z')]);
    expect(found).toMatchObject({
      conflict: {
        code: 'two-values-for-one',
        origin: { file: 'a.yaml' },
        related: [{ text: 'y is given here', origin: { file: 'b.yaml' } }],
      },
    });
  });

  it('goes by the precedence where that names all of them', () => {
    const [a, b, c] = [grant('a', 'x'), grant('b', 'y'), grant('c', 'x')];
    expect(single([b, a, c], ['x', 'y'])).toEqual({ value: 'x', grants: [a, c] });
    expect(single([a, b], ['y', 'z', 'x'])).toEqual({ value: 'y', grants: [b] });
    expect(single([a, b], ['x'])).toHaveProperty('conflict');
    expect(single([a, grant('n', 3)], ['x', '3'])).toHaveProperty('conflict');
  });

  it('false is a value too', () => {
    expect(single([grant('a', false)])).toMatchObject({ value: false });
    expect(single([grant('a', false), grant('b', true)])).toHaveProperty('conflict');
  });
});
