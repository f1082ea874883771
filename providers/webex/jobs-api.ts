import type { JsonObject } from '../../engine/model/json.ts';
import { pathOf } from '../kit/base-url.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import type { PagedRows } from '../kit/paging.ts';
import { publicId } from './ids.ts';
import { readLinkPages } from './link-pages.ts';

/** The job that sends activation mails again: one at a time in an organisation, to everybody who has not come in. */
export interface JobsApi {
  readonly start: (signal: AbortSignal) => Promise<JsonObject>;
  readonly status: (job: string) => Promise<JsonObject>;
  readonly errors: (job: string) => Promise<PagedRows<JsonObject>>;
}

/** Documented: no more on one page of errors. */
const mostErrors = 50;

export function createJobsApi(door: HttpDoor, organisation: string): JobsApi {
  // Its ids and scopes are those of `/v1`, and public clients ask there; the description names no base.
  const organisationPath = pathOf('v1', 'identity', 'organizations', publicId('ORGANIZATION', organisation));
  const jobs = `${organisationPath}${pathOf('jobs', 'sendActivationEmails')}`;
  return {
    async start(signal) {
      const operation = 'send the activation mails again';
      const answer = await door.request({ operation, method: 'POST', path: jobs, writes: true, signal });
      return answerReader('The job').object(answer.json);
    },
    async status(job) {
      const path = `${jobs}${pathOf(job, 'status')}`;
      const operation = 'ask after the activation mails';
      const answer = await door.request({ operation, method: 'GET', path, writes: false });
      return answerReader('The job').object(answer.json);
    },
    errors(job) {
      const path = `${jobs}${pathOf(job, 'errors')}`;
      const request = { operation: 'ask whom no mail was sent', method: 'GET', path, writes: false } as const;
      const read = answerReader('The errors of the job');
      return readLinkPages({
        page: (rawQuery) =>
          door.request(rawQuery === undefined ? { ...request, query: { max: mostErrors } } : { ...request, rawQuery }),
        rowsOf: ({ json }) => read.list(read.object(json), 'items'),
        keyOf: (row) => JSON.stringify(row),
      });
    },
  };
}
