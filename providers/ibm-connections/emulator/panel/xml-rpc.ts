/** A call with one struct of plain values, which is all that the provider's API takes. */
export interface RpcCall {
  readonly method: string;
  readonly members: ReadonlyMap<string, string>;
}

const value =
  /<value>\s*(?:<(?:int|i4|i8|string|boolean)>([^<]*)<\/(?:int|i4|i8|string|boolean)>|([^<]*))\s*<\/value>/u;

/** Null where the text is no such call. */
export function readCall(xml: string): RpcCall | null {
  const method = /<methodName>\s*([\w.]+)\s*<\/methodName>/u.exec(xml)?.[1];
  if (method === undefined) return null;
  const members = new Map<string, string>();
  for (const [, member = ''] of xml.matchAll(/<member>(.*?)<\/member>/gsu)) {
    const name = /<name>\s*([^<]+?)\s*<\/name>/u.exec(member)?.[1];
    const given = value.exec(member);
    if (name === undefined || given === null) return null;
    members.set(name, unescaped((given[1] ?? given[2] ?? '').trim()));
  }
  return { method, members };
}

/** Observed: `{status: 0, result: {...}}`. */
export function successXml(result: Readonly<Record<string, string>>): string {
  const inner = Object.entries(result).map(([name, text]) => member(name, `<string>${escaped(text)}</string>`));
  return response([member('status', '<int>0</int>'), member('result', `<struct>${inner.join('')}</struct>`)]);
}

/** Observed: a failure is no fault but a status other than 0. The numbers are ours. */
export function failureXml(message: string): string {
  return response([
    member('status', '<int>-1</int>'),
    member('error_code', '<int>1</int>'),
    member('extype_id', '<int>1</int>'),
    member('module_id', '<string>APS</string>'),
    member('error_message', `<string>${escaped(message)}</string>`),
  ]);
}

function response(members: readonly string[]): string {
  const struct = `<struct>${members.join('')}</struct>`;
  return `<?xml version="1.0"?><methodResponse><params><param><value>${struct}</value></param></params></methodResponse>`;
}

function member(name: string, inner: string): string {
  return `<member><name>${name}</name><value>${inner}</value></member>`;
}

function escaped(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}

function unescaped(text: string): string {
  return text.replace(/&lt;/gu, '<').replace(/&gt;/gu, '>').replace(/&amp;/gu, '&');
}
