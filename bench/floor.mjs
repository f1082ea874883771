// The least that any planner must do, with nothing around it: read and parse the files, list the portal, compare.
//   node bench/floor.mjs FOLDER URL
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { teammatesAt } from './people.mjs';

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
for await (const teammates of teammatesAt(url)) {
  for (const { email, role } of teammates) observed.set(email, role);
}

let differing = 0;
for (const [email, role] of desired) if (observed.get(email) !== role) differing += 1;
for (const email of observed.keys()) if (!desired.has(email)) differing += 1;
console.log(`${desired.size} desired, ${observed.size} observed, ${differing} differ`);
