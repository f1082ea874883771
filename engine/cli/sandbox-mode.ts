import type { PortalDeclaration, Workspace } from '../model/declaration.ts';
import { CliFailure } from './cli-failure.ts';

const defaultSandboxUrl = 'http://127.0.0.1:4747';
export const sandboxToken = 'sandbox';

/** What `--sandbox [URL]` gave: true where it stood without a URL. */
export type SandboxOption = string | true | undefined;

/** Undefined where the real portals are meant. */
export function sandboxUrlOf(option: SandboxOption): string | undefined {
  if (option === undefined) return undefined;
  const url = option === true ? defaultSandboxUrl : option.replace(/\/+$/, '');
  if (isLoopback(url)) return url;
  throw new CliFailure(`--sandbox takes the address of a sandbox on this machine, not ${option}`, {
    cure: `Start one with rollcall sandbox; it prints its address, usually ${defaultSandboxUrl}.`,
  });
}

/** Every portal at the sandbox instead of its own address. No real portal can be reached any more. */
export function atSandbox(workspace: Workspace, url: string): Workspace {
  return { ...workspace, portals: workspace.portals.map((portal) => portalAt(portal, url)) };
}

function portalAt(portal: PortalDeclaration, url: string): PortalDeclaration {
  const planes = Object.keys(portal.baseUrls);
  const base = `${url}/${portal.name}`;
  const single = planes.length <= 1;
  return {
    ...portal,
    baseUrls: Object.fromEntries(planes.map((plane) => [plane, single ? base : `${base}/${plane}`])),
  };
}

function isLoopback(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname));
}
