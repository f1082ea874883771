import { Ajv, type ValidateFunction } from 'ajv';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly requestBody: string;
  readonly status: number;
  readonly answerBody: string;
}

export interface Problem {
  /** As in the description: `PATCH /licenses/users`; the bare method and path where it is not described. */
  readonly operation: string;
  readonly side: 'request' | 'answer';
  readonly text: string;
}

interface Schema {
  readonly [keyword: string]: unknown;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Operation {
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema?: Schema }[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Content>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Whether exchanges keep to an OpenAPI 3.0 description. Members that it does not have are problems as well. */
export interface OpenApi {
  readonly check: (exchange: Exchange) => readonly Problem[];
}

export function openApi(text: string, basePaths: readonly string[]): OpenApi {
  const description = JSON.parse(text) as Description;
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false, formats: formats() });
  const schemas = Object.entries(description.components.schemas).map(([name, one]) => [name, tightened(one)]);
  ajv.addSchema({ components: { schemas: Object.fromEntries(schemas) as Schema } }, 'api');
  const compiled = new Map<Schema, ValidateFunction>();
  const violations = (schema: Schema, value: unknown): readonly string[] => {
    const validate = compiled.get(schema) ?? ajv.compile(tightened(schema));
    compiled.set(schema, validate);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      return `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`;
    });
  };
  const routes = routesOf(description);

  return {
    check: (exchange) => {
      const { pathname, searchParams } = new URL(exchange.url);
      const path = withoutBase(pathname, basePaths);
      const route = routes.find((one) => one.method === exchange.method && one.pattern.test(path));
      if (route === undefined) {
        const named = `${exchange.method} ${path}`;
        return [{ operation: named, side: 'request', text: 'is not described' }];
      }
      const say = (side: Problem['side'], texts: readonly string[]): readonly Problem[] =>
        texts.map((one) => ({ operation: route.name, side, text: one }));
      return [
        ...say('request', queryProblems(route.operation, searchParams, violations)),
        ...say('request', requestProblems(route.operation, exchange.requestBody, violations)),
        ...say('answer', answerProblems(route.operation, exchange, violations)),
      ];
    },
  };
}

type Violations = (schema: Schema, value: unknown) => readonly string[];

interface Route {
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly operation: Operation;
}

/** Those with the fewest parameters first, so that `/people/me` is not taken for a person. */
function routesOf({ paths }: Description): readonly Route[] {
  const routes = Object.entries(paths).flatMap(([path, operations]) => {
    const pattern = new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/gu, '\\$&').replace(/\{[^}]+\}/gu, '[^/]+')}$`, 'u');
    return Object.entries(operations).map(([method, operation]): Route => {
      return { name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), pattern, operation };
    });
  });
  const parameters = ({ name }: Route): number => name.split('{').length;
  return routes.sort((one, other) => parameters(one) - parameters(other));
}

function withoutBase(pathname: string, basePaths: readonly string[]): string {
  const base = basePaths.find((one) => pathname.startsWith(`${one}/`));
  return base === undefined ? pathname : pathname.slice(base.length);
}

function queryProblems({ parameters = [] }: Operation, query: URLSearchParams, violations: Violations): string[] {
  const known = parameters.filter((one) => one.in === 'query');
  const problems = known.flatMap(({ name, required }) => {
    return required === true && !query.has(name) ? [`the query lacks ${name}`] : [];
  });
  for (const [name, value] of query) {
    const parameter = known.find((one) => one.name === name);
    if (parameter === undefined) problems.push(`the query has an unknown ${name}`);
    const { schema = {} } = parameter ?? {};
    for (const text of violations(schema, typed(value, schema))) problems.push(`the query's ${name}: ${text}`);
  }
  return problems;
}

/** A text of the query as the type that is asked for, where it can be one. */
function typed(value: string, { type }: Schema): unknown {
  if (type === 'number' || type === 'integer') return /^-?\d+(\.\d+)?$/u.test(value) ? Number(value) : value;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return type === 'array' ? value.split(',') : value;
}

function requestProblems({ requestBody }: Operation, body: string, violations: Violations): readonly string[] {
  const schema = requestBody?.content?.['application/json']?.schema;
  if (schema === undefined) return body === '' ? [] : ['the body is not expected'];
  if (body === '') return ['the body is missing'];
  return bodyProblems(body, schema, violations);
}

/** An error's body is checked where the description says what it is; a success without a schema has no body. */
function answerProblems({ responses }: Operation, exchange: Exchange, violations: Violations): readonly string[] {
  const { status, answerBody } = exchange;
  const response = responses[String(status)];
  if (response === undefined) return [`the status ${status} is not described`];
  const schema = response.content?.['application/json']?.schema;
  if (schema !== undefined) return bodyProblems(answerBody, schema, violations);
  return status < 300 && answerBody !== '' ? ['the body is not expected'] : [];
}

function bodyProblems(body: string, schema: Schema, violations: Violations): readonly string[] {
  try {
    return violations(schema, JSON.parse(body)).map((text) => `the body: ${text}`);
  } catch (error) {
    if (error instanceof SyntaxError) return ['the body is no JSON'];
    throw error;
  }
}

/** Closes every object, so that a member which is not described is found; `name*` stands for names that begin so. */
function tightened(schema: Schema): Schema {
  const { $ref, properties, items, allOf, anyOf, oneOf, ...rest } = schema;
  if (typeof $ref === 'string') return { $ref: $ref.replace(/^#/u, 'api#') };
  const all = (list: unknown): Schema[] => (list as Schema[]).map(tightened);
  return {
    ...rest,
    ...(properties === undefined ? {} : closed(properties as Readonly<Record<string, Schema>>)),
    ...(items === undefined ? {} : { items: tightened(items as Schema) }),
    ...(allOf === undefined ? {} : { allOf: all(allOf) }),
    ...(anyOf === undefined ? {} : { anyOf: all(anyOf) }),
    ...(oneOf === undefined ? {} : { oneOf: all(oneOf) }),
  };
}

function closed(properties: Readonly<Record<string, Schema>>): Schema {
  const entries = Object.entries(properties).map(([name, one]): [string, Schema] => [name, tightened(one)]);
  const isPattern = ([name]: [string, Schema]): boolean => name.endsWith('*');
  const patterns = entries.filter(isPattern).map(([name, one]) => [`^${name.slice(0, -1)}`, one]);
  return {
    properties: Object.fromEntries(entries.filter((entry) => !isPattern(entry))),
    patternProperties: Object.fromEntries(patterns) as Schema,
    additionalProperties: false,
  };
}

/** Hints for readers only. */
function formats(): Readonly<Record<string, true>> {
  return { password: true, int64: true, 'date-time': true, uri: true, email: true };
}
