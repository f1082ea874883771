import { onTestFinished } from 'vitest';
import type { PersonDeclaration } from '../../engine/model/declaration.ts';
import { type HttpRequest, type HttpResponse, type Transport, TransportError } from '../../engine/model/deps.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { RunReport } from '../../engine/model/run-report.ts';
import { startEngine } from '../../engine/conformance/engine-session.ts';
import { Secret } from '../../engine/model/secret.ts';
import { scim } from '../../providers/scim/index.ts';
import { portalDeclaration } from './portal-declaration.ts';
import { createScimNetwork } from './scim-network.ts';
import { startScimmy } from './scim-servers.ts';
import { virtualDeps } from './virtual-deps.ts';

const token = 'token-of-the-bulk-test';
const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };

function person(index: number, familyName: string, roles: readonly string[]): PersonDeclaration {
  const name = `p${index}`;
  return {
    name,
    email: `${name}@acme.example`,
    givenName: 'Pat',
    familyName,
    access: roles.map((role) => ({ role, with: {}, origin })),
    formerEmails: [],
    licenses: [],
    requests: [],
    service: false,
    locale: 'en',
    origin,
  };
}

export function people(
  count: number,
  familyName = 'Acme',
  roles: readonly string[] = ['account'],
): PersonDeclaration[] {
  return Array.from({ length: count }, (_, index) => person(index, familyName, roles));
}

/** Breaks the one request that it is asked to break: `lost` after the server has carried it out, `cut` before. */
function fragile(real: Transport) {
  let broken: { readonly path: string; readonly how: 'lost' | 'cut' } | null = null;
  async function send(request: HttpRequest): Promise<HttpResponse> {
    if (broken === null || !request.url.endsWith(broken.path)) return real.send(request);
    const { how } = broken;
    broken = null;
    if (how === 'lost') await real.send(request);
    throw new TransportError('the connection was cut', { delivered: 'maybe' });
  }
  return {
    transport: { send },
    breakNext: (path: string, how: 'lost' | 'cut') => {
      broken = { path, how };
    },
  };
}

/** The whole engine in front of SCIMMY, over HTTP on loopback. */
export async function scimmyLab(concurrency: number, settings: JsonObject = {}) {
  const server = await startScimmy(token);
  const network = createScimNetwork();
  const { transport, breakNext } = fragile(network.transport);
  const deps = virtualDeps({ network: transport });
  onTestFinished(async () => {
    await network.stop();
    await server.stop();
  });
  const plain = portalDeclaration({ name: 'lab', provider: 'scim', settings, baseUrls: { default: server.url } });
  const limits = { ...plain.limits, requestsPerSecond: 1_000, concurrency };
  const portal = { ...plain, limits, credentials: { token: { env: 'LAB_TOKEN' } } };
  const probe = { operations: network.operations, fail: network.fail, heal: network.heal };
  const started = { provider: scim, portal, credentials: { token: new Secret(token) }, transport, probe };
  const engine = await startEngine({ portals: [started as never], deps });

  const plan = (declared: readonly PersonDeclaration[]) => {
    const wanted = { ...portal, people: declared };
    return engine.plan(
      scim.kinds(wanted).map((kind) => ({ portal: wanted, kind, ...kind.declare(wanted), diagnostics: [] })),
    );
  };
  async function apply(declared: readonly PersonDeclaration[], meanwhile = () => {}) {
    const planned = await plan(declared);
    meanwhile();
    const before = network.requests().length;
    const report = await engine.apply(planned, { consent: true });
    const requests = network
      .requests()
      .slice(before)
      .map((line) => line.replace('/scim', '').replace(/\/[0-9a-f-]{36}$/, '/…'));
    return { report, requests, writes: requests.filter((line) => !line.startsWith('GET')) };
  }
  return { server, network, breakNext, plan, apply, rows: () => [...server.store.users.values()] };
}

export function results({ items }: RunReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { result } of items) counts[result.result] = (counts[result.result] ?? 0) + 1;
  return counts;
}
