/** Concurrent appends that share one write and one sync. */
export interface AppendGroup<Item, Result> {
  /** Resolves when the item is on the disk. Items are written in the order of these calls. */
  readonly append: (item: Item) => Promise<Result>;
  /** Resolves when nothing is under way any more. Never rejects. */
  readonly idle: () => Promise<void>;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** So many items are written at once at most: an error then concerns no more than these. */
const mostAtOnce = 4096;

/**
 * While one group is being written, the next one gathers; so under load groups grow by themselves and a lone append
 * waits for nobody. A group whose write fails is rejected as a whole and is not tried again.
 */
export function createAppendGroup<Item, Result>(
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
): AppendGroup<Item, Result> {
  let gathered: Waiting<Item, Result>[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    // Let everybody who appends in this very turn come along.
    await Promise.resolve();
    while (gathered.length > 0) {
      const group = gathered.slice(0, mostAtOnce);
      gathered = gathered.slice(mostAtOnce);
      await writeGroup(group);
    }
    writing = null;
  }

  async function writeGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await write(group.map((waiting) => waiting.item));
      for (const [index, waiting] of group.entries()) waiting.resolve(results[index] as Result);
    } catch (error) {
      for (const waiting of group) waiting.reject(error);
    }
  }

  return {
    append: (item) =>
      new Promise<Result>((resolve, reject) => {
        gathered.push({ item, resolve, reject });
        writing ??= writeAll();
      }),
    idle: async () => {
      while (writing !== null) await writing;
    },
  };
}
