/** As much of an OpenAPI document as people read. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}
export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}
interface Operation {
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>;
}
export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

/** One call of a node's, ready to be shown. */
export interface Call extends Operation {
  method: string;
  path: string;
}

export const calls = (document: Document): Call[] =>
  Object.entries(document.paths)
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })));

export const fits = ({ path, method, summary = "" }: Call, q: string) => `${method} ${path} ${summary}`.toLowerCase().includes(q.toLowerCase());

const nameOf = (reference: string) => reference.split("/").pop() ?? "";

export function typeOf({ $ref, type, format, items, enum: words }: Schema): string {
  if ($ref !== undefined) return nameOf($ref);
  if (words !== undefined) return words.join(" | ");
  if (items !== undefined) return `${typeOf(items)}[]`;
  const plain = Array.isArray(type) ? type.join(" | ") : (type ?? "");
  return format === undefined ? plain : `${plain} (${format})`;
}

export interface Part {
  name: string;
  place: string;
  required: boolean;
  type: string;
  otherwise: string;
  meaning: string;
}

const part = (name: string, place: string, required: boolean, schema: Schema, meaning?: string): Part => ({
  name,
  place,
  required,
  type: typeOf(schema),
  otherwise: schema.default === undefined ? "" : String(schema.default),
  meaning: meaning ?? schema.description ?? "",
});

/** What a call is told: its parameters, and the fields of its body. */
export function partsOf(call: Call, { components }: Document): Part[] {
  const parameters = (call.parameters ?? []).map((each) => part(each.name, each.in, each.required === true, each.schema ?? {}, each.description));
  const sent = Object.values(call.requestBody?.content ?? {})[0]?.schema;
  if (sent === undefined) return parameters;
  const body = sent.$ref === undefined ? sent : (components?.schemas?.[nameOf(sent.$ref)] ?? sent);
  const fields = Object.entries(body.properties ?? {});
  if (fields.length === 0) return [...parameters, part("", "body", true, sent)];
  return [...parameters, ...fields.map(([name, schema]) => part(name, "body", body.required?.includes(name) === true, schema))];
}

/** What comes back, by status. */
export const answersOf = ({ responses }: Call): { status: string; type: string }[] =>
  Object.entries(responses ?? {}).map(([status, { content, description = "" }]) => {
    const schema = Object.values(content ?? {})[0]?.schema;
    return { status, type: schema === undefined ? description : typeOf(schema) };
  });
