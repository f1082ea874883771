// The least that any planner must do, with nothing around it: read and parse the files, list the portal, compare.
//   node bench/floor.mjs FOLDER URL
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { portal } from './people.mjs';

const [folder = '.', url = ''] = process.argv.slice(2);

const desired = new Map();
for (const name of readdirSync(join(folder, 'people'), { recursive: true })) {
  if (!name.endsWith('.yaml')) continue;
  for (const document of parseAllDocuments(readFileSync(join(folder, 'people', name), 'utf8'))) {
    const { spec } = document.toJS();
    desired.set(spec.email, spec.access[0].role);
  }
}

const observed = new Map();
for (let offset = 0, total = 1; offset < total;) {
  const answer = await fetch(`${url}/${portal}/connectapi/v1/teammates?level=all&offset=${offset}&max=500`, {
    headers: { authorization: 'Bearer sandbox' },
  });
  const page = await answer.json();
  for (const { email, role } of page.teammates) observed.set(email, role);
  total = page.totalRecords;
  offset += page.resultSize;
}

let differing = 0;
for (const [email, role] of desired) if (observed.get(email) !== role) differing += 1;
for (const email of observed.keys()) if (!desired.has(email)) differing += 1;
console.log(`${desired.size} desired, ${observed.size} observed, ${differing} differ`);
