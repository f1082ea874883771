/** What somebody wanted of a file: `use` where nobody can say which of both. */
export type FileDeed = 'read' | 'write' | 'use';

export type RefusalKind = 'full' | 'denied' | 'read-only' | 'missing' | 'failed';

/** Why the system refuses something of a file. */
export interface SystemRefusal {
  readonly kind: RefusalKind;
  /** The end of a sentence: `there is no room left`. */
  readonly text: string;
  readonly cure: string;
}

const again = 'then run the same command again.';
const mendDisk = `Check the path and the disk, ${again}`;

const full: SystemRefusal = { kind: 'full', text: 'there is no room left', cure: `Make room there, ${again}` };
const denied: SystemRefusal = {
  kind: 'denied',
  text: 'this user may not',
  cure: 'Give the user that runs Rollcall the right to it, or run as its owner.',
};
const tooManyOpen = failed('too many files are open', `Close some, or allow more (ulimit -n), ${again}`);

const refusals: ReadonlyMap<string, SystemRefusal> = new Map([
  ['ENOSPC', full],
  ['EDQUOT', full],
  ['EFBIG', full],
  ['EACCES', denied],
  ['EPERM', denied],
  [
    'EROFS',
    {
      kind: 'read-only',
      text: 'the file system is read-only',
      cure: 'Mount it writable, or work in a folder that is.',
    },
  ],
  ['ENOTDIR', failed('a part of the path is a file, not a folder')],
  ['EISDIR', failed('it is a folder')],
  ['EEXIST', failed('something is there already', `Look at what is there, ${again}`)],
  ['ELOOP', failed('its symbolic links lead in a circle')],
  ['ENAMETOOLONG', failed('its name is too long', 'Give it a shorter one.')],
  ['EIO', failed('the disk failed')],
  ['EMFILE', tooManyOpen],
  ['ENFILE', tooManyOpen],
  ['EBUSY', failed('it is in use, or mounted by itself')],
  ['ENXIO', failed('nobody reads from it', 'Begin to read from it first, or name a file.')],
  ['EPIPE', failed('whoever read from it has gone', 'Name a file, or keep reading to the end.')],
]);

/** The one place that knows the system's codes of files, such as `ENOSPC`, in words. */
export function systemRefusal(code: string, deed: FileDeed): SystemRefusal {
  if (code === 'ENOENT') return missing(deed);
  if (code === 'ENXIO' && deed === 'read') return failed('it is a socket or a device');
  return refusals.get(code) ?? failed('the system refused');
}

/** What is read is not there itself; what is written need not be, but its folder must. */
function missing(deed: FileDeed): SystemRefusal {
  switch (deed) {
    case 'read':
      return { kind: 'missing', text: 'it is not there', cure: `Put it there, or name another, ${again}` };
    case 'write':
      return {
        kind: 'missing',
        text: 'its folder is not there',
        cure: 'Name a file in a folder that exists and that you may write to.',
      };
    case 'use':
      return { kind: 'missing', text: 'it or its folder is not there', cure: mendDisk };
  }
}

function failed(text: string, cure = mendDisk): SystemRefusal {
  return { kind: 'failed', text, cure };
}

/** The system's own code, such as `ENOSPC`; undefined for an error that is not of the system. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}
