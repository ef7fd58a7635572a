/** As much of an OpenAPI 3.1 document as the reference shows. */
export type ApiSchema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  properties?: Record<string, ApiSchema>;
  required?: string[];
  items?: ApiSchema;
  oneOf?: ApiSchema[];
  anyOf?: ApiSchema[];
  additionalProperties?: ApiSchema | boolean;
};
export type ApiParameter = {
  in: string;
  name: string;
  required?: boolean;
  description?: string;
  schema: ApiSchema;
};
type ApiContent = { content?: Record<string, { schema: ApiSchema }> };
export type ApiOperation = {
  operationId: string;
  summary: string;
  description?: string;
  parameters?: ApiParameter[];
  requestBody?: ApiContent & { required?: boolean };
  responses: Record<string, ApiContent & { description: string }>;
};
export type OpenApi = {
  servers: { url: string }[];
  paths: Record<string, Record<string, ApiOperation>>;
  components: { schemas: Record<string, ApiSchema> };
};

export function findOperation(document: OpenApi, id: string): ApiOperation | null {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  return operations.find(({ operationId }) => operationId === id) ?? null;
}

/** Whatever a reference leads to. */
export function resolveSchema(document: OpenApi, schema: ApiSchema): ApiSchema {
  if (schema.$ref === undefined) return schema;
  const found = document.components.schemas[schema.$ref.split("/").at(-1) ?? ""];
  return found ? resolveSchema(document, found) : {};
}

export function bodySchemaOf(operation: ApiOperation): ApiSchema | null {
  return operation.requestBody?.content?.["application/json"]?.schema ?? null;
}

/** The success of an operation: its status and what it answers. */
export function answerOf({ responses }: ApiOperation): { status: string; schema: ApiSchema | null } {
  const [status = "200", answer] = Object.entries(responses).find(([code]) => code.startsWith("2")) ?? [];
  return { status, schema: answer?.content?.["application/json"]?.schema ?? null };
}
