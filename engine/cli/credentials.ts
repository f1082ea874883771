import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { CredentialReference, PortalDeclaration } from '../model/declaration.ts';
import type { Problem } from '../model/provider-error.ts';
import { Secret } from '../model/secret.ts';
import type { Environment } from './context.ts';
import { readRegularFile } from './read-regular-file.ts';

export interface CredentialSource {
  readonly env: Environment;
  /** The workspace; files outside of it are not read. */
  readonly folder: string;
}

export type Resolved =
  | { readonly credentials: Readonly<Record<string, Secret>>; readonly problem: null }
  | { readonly credentials: null; readonly problem: Problem };

/** Turns references into secrets, at the last moment. A value is never in a manifest, and never in a message. */
export function resolveCredentials(
  portal: PortalDeclaration,
  names: readonly string[],
  source: CredentialSource,
): Resolved {
  const credentials: Record<string, Secret> = {};
  for (const name of names) {
    const reference = Object.hasOwn(portal.credentials, name) ? portal.credentials[name] : undefined;
    const found = reference === undefined ? missing(portal, name) : resolveReference(reference, name, source);
    if (!(found instanceof Secret)) return { credentials: null, problem: found };
    credentials[name] = found;
  }
  return { credentials, problem: null };
}

function resolveReference(reference: CredentialReference, name: string, source: CredentialSource): Secret | Problem {
  if ('env' in reference) return fromVariable(reference.env, name, source.env);
  if ('file' in reference) return fromFile(reference.file, name, source.folder);
  return {
    code: 'auth',
    text: `The credential ${name} does not exist yet: it waits for ${reference.pending}.`,
    cure: `When ${reference.pending} is done, write { env: NAME } or { file: path } in its place.`,
  };
}

function fromVariable(variable: string, name: string, env: Environment): Secret | Problem {
  const value = env[variable];
  if (value !== undefined && value !== '') return new Secret(value);
  const state = value === undefined ? 'is not set' : 'is empty';
  return {
    code: 'auth',
    text: `The environment variable ${variable} ${state}; it holds the credential ${name}.`,
    cure: `Set ${variable} for this command, or try the plan on the sandbox: rollcall plan --sandbox.`,
  };
}

function fromFile(path: string, name: string, folder: string): Secret | Problem {
  try {
    const root = realpathSync(folder);
    const file = realpathSync(resolve(root, path));
    if (!file.startsWith(root + sep)) return fileProblem(path, name, 'lies outside of the workspace');
    const text = readRegularFile(file).trim();
    return text === '' ? fileProblem(path, name, 'is empty') : new Secret(text);
  } catch {
    return fileProblem(path, name, 'cannot be read');
  }
}

function fileProblem(path: string, name: string, what: string): Problem {
  return {
    code: 'auth',
    text: `The file ${path} ${what}; it holds the credential ${name}.`,
    cure: 'Put the file there, readable for you alone, with nothing but the secret in it.',
  };
}

function missing(portal: PortalDeclaration, name: string): Problem {
  return {
    code: 'auth',
    text: `${portal.name} has no credential ${name}.`,
    cure: `Add it to the Portal ${portal.name}: credentials: { ${name}: { env: NAME } }`,
  };
}
