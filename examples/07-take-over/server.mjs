// The SCIM server of the fifth example, with people and groups in it that Rollcall did not make.
//
//   node server.mjs --token try-rollcall-on-scim
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createStore, startScimServer as startEmptyServer } from '../05-scim/server.mjs';
import { emailOf, groupsFound, peopleFound } from './people.mjs';

function filledStore() {
  const store = createStore();
  const meta = { created: new Date(), lastModified: new Date() };
  for (const person of peopleFound()) {
    const name = { givenName: person.name, familyName: person.family };
    const userName = emailOf(person);
    store.users.set(userName, { id: userName, userName, name, active: true, meta });
  }
  for (const { name, people } of groupsFound()) {
    const members = people.map((person) => ({ value: emailOf(person), type: 'User', display: emailOf(person) }));
    store.groups.set(name, { id: name, displayName: name, members, meta });
  }
  return store;
}

/** Starts it on loopback; port 0 takes any that is free. */
export async function startScimServer({ token, port = 0 }) {
  return await startEmptyServer({ token, port, store: filledStore() });
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { token: { type: 'string' }, port: { type: 'string', default: '4807' } } });
  if (values.token === undefined)
    throw new Error('Give a token of your own: node server.mjs --token try-rollcall-on-scim');
  const { url, store } = await startScimServer({ token: values.token, port: Number(values.port) });
  console.log(
    `SCIM server at ${url} with ${store.users.size} people in ${store.groups.size} groups. Stop it with Ctrl-C.`,
  );
}
