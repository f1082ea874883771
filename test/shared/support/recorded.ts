import type { HttpRequest, Transport } from '../../../engine/model/deps.ts';
import type { Exchange } from './open-api.ts';

/** A transport that keeps what goes through it, answered or not. */
export function recorded(transport: Transport, exchanges: Exchange[]): Transport {
  return {
    async send(request) {
      const answer = await transport.send(request);
      const { status, body } = answer;
      exchanges.push({ ...asked(request), status, answerBody: body });
      return answer;
    },
  };
}

function asked({ method, url, body = '' }: HttpRequest): Pick<Exchange, 'method' | 'url' | 'requestBody'> {
  return { method, url, requestBody: body };
}
