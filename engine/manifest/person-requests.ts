import type { RequestDeclaration } from '../model/declaration.ts';
import type { Diagnostic, DocumentPath } from '../model/diagnostic.ts';
import { instantOf } from '../model/instant.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { readMoment } from './grant-period.ts';
import type { GrantReader } from './grant-source.ts';

type Requests = ReadonlyMap<string, readonly RequestDeclaration[]>;

const none: Requests = new Map();

/** What is asked for once, by portal. Only somebody who has access somewhere can be reset or synced there. */
export function requestsOf(
  reader: GrantReader,
  user: ManifestDocument<'User'>,
  access: ReadonlyMap<string, unknown>,
): Requests {
  const { requests } = user.value.spec;
  if (requests === undefined) return none;
  const byPortal = new Map<string, RequestDeclaration[]>();
  const seen = new Set<string>();
  for (const [index, request] of requests.entries()) {
    const path: DocumentPath = ['spec', 'requests', index];
    const { diagnostics } = reader;
    const portal = reader.references.portal(request.on, originOf(user, [...path, 'on']));
    const key = `${request.do} ${request.on} ${request.id}`;
    if (seen.has(key)) diagnostics.push(requestTwice(user, [...path, 'id']));
    seen.add(key);
    if (portal !== undefined && !access.has(request.on)) diagnostics.push(requestWithoutAccess(user, [...path, 'on']));
    const reading = { calendar: reader.calendar, document: user, diagnostics };
    const notAfter = readMoment(reading, request.notAfter, { path: [...path, 'notAfter'], end: true });
    const declared: RequestDeclaration = {
      do: request.do,
      id: request.id,
      origin: originOf(user, path),
      ...(notAfter === undefined ? {} : { notAfter: instantOf(notAfter) }),
      ...(request.why === undefined ? {} : { why: request.why }),
    };
    byPortal.set(request.on, [...(byPortal.get(request.on) ?? []), declared]);
  }
  return byPortal;
}

function requestTwice(user: ManifestDocument<'User'>, path: DocumentPath): Diagnostic {
  return {
    code: 'duplicate-request',
    severity: 'error',
    summary: 'The same request twice',
    detail: 'Each request is done once per person, portal, verb and id; this one stands above already.',
    cure: 'Give it an id of its own, or remove it.',
    origin: originOf(user, path),
  };
}

function requestWithoutAccess(user: ManifestDocument<'User'>, path: DocumentPath): Diagnostic {
  return {
    code: 'request-without-access',
    severity: 'error',
    summary: 'A request at a portal where the person has nothing',
    detail: `${user.value.metadata.name} is given nothing on this portal.`,
    cure: 'Correct the portal, or give the person access there.',
    origin: originOf(user, path),
  };
}
