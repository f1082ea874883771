import type { Refusal } from './refusal.ts';
import type { ServiceQuirks } from './service-settings.ts';

/** Body of every refusal. The code in it is a text; the older spelling of the keys still occurs. */
export function answerRefusal(refusal: Refusal, keys: ServiceQuirks['errorKeys']): Response {
  const { status, code = `SANDBOX.${refusal.status}`, text } = refusal;
  const capital = {
    ResponseCode: String(status),
    MessageCode: code,
    Severity: 'Error',
    ResponseMessage: text,
    Useraction: 'Check the request.',
  };
  const older = {
    responseCode: String(status),
    messageId: code,
    severity: 'Error',
    ExceptionMessage: text,
    userAction: 'Check the request.',
  };
  const body = JSON.stringify({ BSSResponse: keys === 'capital' ? capital : older });
  return new Response(body, { status, headers: { 'content-type': 'application/json' } });
}
