import { createAdaptorServer } from '@hono/node-server';
import type { HttpBindings } from '@hono/node-server';
import type { IncomingMessage, Server } from 'node:http';
import type { EmulatorBindings } from '../emulator.ts';
import type { Sandbox } from './sandbox.ts';

export interface ServeOptions {
  readonly sandbox: Sandbox;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface ServedSandbox {
  /** `http://127.0.0.1:4747`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Ends open connections, and resolves once the port is free again. */
  readonly close: () => Promise<void>;
}

/** The sandbox could not be started; the message says what to do. */
export class SandboxPortError extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = 'SandboxPortError';
    this.code = code;
  }
}

const host = '127.0.0.1';

/**
 * Serves a sandbox on this machine only, and tells its world the address for the links in mails.
 *
 * @throws SandboxPortError where the port is taken or may not be used.
 */
export async function serveSandbox({ sandbox, port }: ServeOptions): Promise<ServedSandbox> {
  const server = createAdaptorServer({
    fetch: (request, env) => sandbox.app.fetch(request, bindingsOf(env as HttpBindings)),
    hostname: host,
    overrideGlobalObjects: false,
  }) as Server;
  const listening = await listen(server, port);
  const url = `http://${host}:${listening}`;
  sandbox.world.setOrigin(url);
  return { url, port: listening, close: () => close(server) };
}

function bindingsOf({ incoming }: HttpBindings): EmulatorBindings {
  return {
    cut: () => {
      incoming.socket.destroy();
    },
    rawBody: () => textOf(incoming),
  };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, port)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function portError(error: NodeJS.ErrnoException, port: number): SandboxPortError {
  const code = error.code ?? 'unknown';
  if (code === 'EADDRINUSE') {
    const text = `Port ${port} is taken on ${host}, perhaps by another sandbox: end that, or choose another port.`;
    return new SandboxPortError(text, code);
  }
  if (code === 'EACCES') {
    return new SandboxPortError(`Port ${port} may not be used by you: choose one above 1023.`, code);
  }
  return new SandboxPortError(`Port ${port} on ${host} cannot be opened: ${error.message}`, code);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
