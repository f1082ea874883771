// A SCIM 2.0 server to try Rollcall on: SCIMMY, an independent open-source implementation, with a store in memory.
//
//   npm install --no-save express@5 scimmy@1 scimmy-routers@1
//   node server.mjs --token try-rollcall-on-scim --port 4805
//
// It forgets everything when it ends. Nothing of it is part of Rollcall.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

const { Resources, Types } = SCIMMY;

/** Users and groups by id, as SCIM objects. */
export function createStore() {
  return { users: new Map(), groups: new Map() };
}

function conflict(text) {
  return new Types.Error(409, 'uniqueness', text);
}

function found(table, id) {
  const row = table.get(id);
  if (row === undefined) throw new Types.Error(404, null, `There is no ${id}`);
  return row;
}

/** All of them, or those that a filter matches, or the one that was asked for. */
function read(table, resource) {
  if (resource.id !== undefined) return found(table, resource.id);
  const rows = [...table.values()];
  return resource.filter === undefined ? rows : resource.filter.match(rows);
}

function keep(table, resource, row) {
  const id = resource.id ?? randomUUID();
  const now = new Date();
  const meta = { created: table.get(id)?.meta.created ?? now, lastModified: now };
  const kept = { ...row, id, meta };
  table.set(id, kept);
  return kept;
}

function plain(instance) {
  return JSON.parse(JSON.stringify(instance));
}

// The library knows one set of handlers; which store a request means is told with each.
Resources.declare(Resources.User, {
  egress: (resource, { users }) => read(users, resource),
  ingress: (resource, instance, { users }) => {
    const row = plain(instance);
    const isSame = (other) => other.id !== resource.id && other.userName.toLowerCase() === row.userName.toLowerCase();
    if ([...users.values()].some(isSame)) throw conflict(`userName ${row.userName} is taken`);
    return keep(users, resource, row);
  },
  degress: (resource, { users, groups }) => {
    found(users, resource.id);
    users.delete(resource.id);
    for (const group of groups.values()) {
      group.members = (group.members ?? []).filter(({ value }) => value !== resource.id);
    }
  },
});

Resources.declare(Resources.Group, {
  egress: (resource, { groups }) => read(groups, resource),
  ingress: (resource, instance, { groups, users }) => {
    const row = plain(instance);
    const isSame = (other) => other.id !== resource.id && other.displayName === row.displayName;
    if ([...groups.values()].some(isSame)) throw conflict(`displayName ${row.displayName} is taken`);
    const members = (row.members ?? []).map(({ value }) => ({
      value,
      type: 'User',
      display: users.get(value)?.userName,
    }));
    return keep(groups, resource, { ...row, members });
  },
  degress: (resource, { groups }) => {
    found(groups, resource.id);
    groups.delete(resource.id);
  },
});

/** An express application that serves SCIM below `/scim`. */
export function createScimApp({ token, store = createStore() }) {
  const app = express();
  // Express 5 reads the query anew at each look, and the library writes numbers into it: without this line it does not
  // see startIndex and count.
  app.use((request, _response, next) => {
    Object.defineProperty(request, 'query', { value: { ...request.query } });
    next();
  });
  app.use(
    '/scim',
    new SCIMMYRouters({
      type: 'bearer',
      handler: (request) => {
        if (request.header('authorization') !== `Bearer ${token}`) throw new Error('The token is not the right one');
        return 'provisioning';
      },
      context: () => store,
    }),
  );
  return app;
}

/** Starts it on loopback; port 0 takes any that is free. */
export async function startScimServer({ token, port = 0, store = createStore() }) {
  const server = createServer(createScimApp({ token, store }));
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/scim`,
    store,
    server,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { token: { type: 'string' }, port: { type: 'string', default: '4805' } } });
  if (values.token === undefined)
    throw new Error('Give a token of your own: node server.mjs --token try-rollcall-on-scim');
  const { url } = await startScimServer({ token: values.token, port: Number(values.port) });
  console.log(`SCIM server at ${url} (SCIMMY, in memory). Stop it with Ctrl-C.`);
}
