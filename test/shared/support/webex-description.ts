import { existsSync, readFileSync } from 'node:fs';
import { openApi } from './open-api.ts';

const file = new URL('../../../../shared/openapi/webex-admin.json', import.meta.url);

/** Cisco's own description of the admin API, beside the clone; null, and said, where it is not there. */
export const webexDescription = existsSync(file) ? openApi(readFileSync(file, 'utf8'), ['/v1']) : null;

if (webexDescription === null) console.warn('Left out: there is no ../shared/openapi beside this clone.');
