/** What the reference lists of an endpoint before anybody opens it; the rest is in the document. */
export type ReferenceEndpoint = {
  /** `operationId` of the document, and the anchor of the page. */
  id: string;
  method: string;
  path: string;
  summary: string;
  scopes: readonly string[];
};
export type ReferenceGroup = { tag: string; endpoints: ReferenceEndpoint[] };

/** A kind of refusal; its address is the anchor `problem-<code>` of the page. */
export type ReferenceProblem = { code: string; status: number; title: string };
