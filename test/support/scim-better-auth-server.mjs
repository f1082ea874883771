// The SCIM server of Better Auth over HTTP on loopback, with the library's own store in memory.
import { createServer } from 'node:http';
import { scim } from '@better-auth/scim';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';

export async function startBetterAuthServer({ token }) {
  const database = {};
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseURL = `http://127.0.0.1:${server.address().port}`;
  const auth = betterAuth({
    baseURL,
    secret: 'only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz',
    database: memoryAdapter(database),
    logger: { disabled: true },
    telemetry: { enabled: false },
    plugins: [scim({ connections: [{ id: 'lab', credentials: [{ type: 'bearer', id: 'lab', token }] }] })],
  });
  // The store takes only tables that are there.
  for (const { modelName } of Object.values((await auth.$context).tables)) database[modelName] = [];
  server.on('request', toNodeHandler(auth));
  return {
    url: `${baseURL}/api/auth/scim/v2`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
