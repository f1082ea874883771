import type { LedgerFiles } from '../../../engine/ledger/ledger-files.ts';

/** Run right before the operation; may wait, and may throw what the store would. */
export interface Hooks {
  readonly create?: (name: string) => Promise<void>;
  readonly append?: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly replace?: (name: string) => Promise<void>;
}

/** The same store, seen by one whose operations can be held up or fail. */
export function hookedFiles(files: LedgerFiles, hooks: Hooks): LedgerFiles {
  return {
    ...files,
    create: async (name) => {
      await hooks.create?.(name);
      return files.create(name);
    },
    replace: async (name, bytes) => {
      await hooks.replace?.(name);
      return files.replace(name, bytes);
    },
    openSegment: async (name) => {
      const appender = await files.openSegment(name);
      return {
        append: async (bytes) => {
          await hooks.append?.(name, bytes);
          return appender.append(bytes);
        },
        close: appender.close,
      };
    },
  };
}

/** A place where somebody can be stopped and let go on. */
export interface Barrier {
  readonly pass: () => Promise<void>;
  /** Resolves when somebody stands there. */
  readonly reached: Promise<void>;
  readonly open: () => void;
}

export function barrier(): Barrier {
  const reached = deferred();
  const opened = deferred();
  return {
    pass: async () => {
      reached.resolve();
      await opened.promise;
    },
    reached: reached.promise,
    open: opened.resolve,
  };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
