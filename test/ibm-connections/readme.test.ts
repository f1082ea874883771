import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { assumed, assumptionRow } from '../../providers/ibm-connections/assumptions.ts';

const folder = new URL('../../providers/ibm-connections/', import.meta.url);
const readme = readFileSync(new URL('README.md', folder), 'utf8');

describe('the table of what nobody has published', () => {
  test('has exactly the lines that the code relies on', () => {
    const table = readme.slice(readme.indexOf('## What nobody has published'));
    const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| fact |'));
    expect(rows).toEqual(Object.values(assumed).map(assumptionRow));
  });

  test.each(Object.entries(assumed))('%s is relied on where it says', (name, { usedIn }) => {
    expect(readFileSync(new URL(usedIn, folder), 'utf8')).toContain(`assumed.${name}.value`);
  });

  test.each(Object.entries(assumed))('%s can be had otherwise as it says', (_, { change }) => {
    const setting = /^setting `(\w+)/u.exec(change)?.[1];
    const { properties } = packagedSchema('ibm-connections/settings');
    if (setting === undefined) expect(change).toContain('assumptions.ts');
    else expect(properties).toHaveProperty(setting);
  });
});
