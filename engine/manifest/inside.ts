import { realpathSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';

/** Whether a path of the workspace leads, all symbolic links followed, to something that exists inside it. */
export function isInside(workspace: string, path: string): boolean {
  if (isAbsolute(path)) return false;
  try {
    return isBelow(realpathSync(workspace), realpathSync(join(workspace, path)));
  } catch {
    return false;
  }
}

/** Whether one real path is another or lies below it. */
export function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
