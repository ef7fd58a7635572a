import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { OpenApiDocument } from "#server/rest/openapi-document.ts";
import type { FuzzRequest } from "./make-request.ts";

/** What an address answers that is not the document's: nobody's, another method, no key, unacceptable. */
const ALWAYS = [400, 401, 404, 405, 406];

type FuzzAnswer = { status: number; headers: Headers; text: string };

/** Says what is wrong with an answer; null when nothing is. */
export function createJudge(document: OpenApiDocument, canary: string) {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "uptick", components: document.components });
  const compiled = new Map<string, ValidateFunction>();
  const validatorOf = (name: string, schema: unknown) => {
    const known = compiled.get(name);
    if (known) return known;
    const text = JSON.stringify(schema).replaceAll('"#/components', '"uptick#/components');
    const made = ajv.compile(JSON.parse(text));
    compiled.set(name, made);
    return made;
  };

  const validateProblem = validatorOf("Problem", document.components.schemas.Problem);

  return (request: FuzzRequest, answer: FuzzAnswer): string | null => {
    const { status, text } = answer;
    if (status >= 500) return `${status}: ${text}`;
    if (text.includes(canary)) return `foreign data: ${text.slice(0, 400)}`;
    if (request.method === "HEAD" || status === 204) return text === "" ? null : "a body where none may be";
    const described = describedOf(document, request)?.[String(status)];
    if (status < 400) return judgeSuccess(request, answer, described);
    const isKnown = described !== undefined || request.template === null || ALWAYS.includes(status);
    return isKnown ? judgeBody(answer, PROBLEM_TYPE, validateProblem) : `${status} is not in the document`;
  };

  function judgeSuccess(
    request: FuzzRequest,
    answer: FuzzAnswer,
    described: { content?: unknown } | undefined,
  ) {
    const { status } = answer;
    const content = described?.content as { "application/json": { schema: unknown } } | undefined;
    if (!content) return `${status} has no schema`;
    const name = `${request.method} ${request.template} ${status}`;
    return judgeBody(answer, JSON_TYPE, validatorOf(name, content["application/json"].schema));
  }
}

const PROBLEM_TYPE = "application/problem+json";
const JSON_TYPE = "application/json";

function describedOf({ paths }: OpenApiDocument, { method, template }: FuzzRequest) {
  return template === null ? undefined : paths[template]?.[method.toLowerCase()]?.responses;
}

function judgeBody({ headers, text }: FuzzAnswer, type: string, validate: ValidateFunction): string | null {
  const given = headers.get("content-type");
  return given === type ? problemOf(validate, text) : `an answer of type ${given}`;
}

function problemOf(validate: ValidateFunction, text: string): string | null {
  if (validate(JSON.parse(text))) return null;
  return `not as the schema says: ${JSON.stringify(validate.errors?.slice(0, 2))} in ${text.slice(0, 400)}`;
}
