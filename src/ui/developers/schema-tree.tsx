"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { describeType } from "./describe-type.ts";
import { type ApiSchema, type OpenApi, resolveSchema } from "./openapi.ts";
import { PropertyLine } from "./property-line.tsx";

type SchemaTreeProps = { document: OpenApi; schema: ApiSchema };

/** The properties of a schema; what is in them is drawn when it is opened. */
export function SchemaTree({ document, schema: given }: SchemaTreeProps) {
  const schema = withoutNull(document, resolveSchema(document, given));
  const items = schema.items && withoutNull(document, resolveSchema(document, schema.items));
  if (items) return <SchemaTree document={document} schema={items} />;
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return <Options document={document} options={options} />;
  const required = new Set(schema.required ?? []);
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0)
    return <p className="px-3 py-1.5 font-mono text-xs">{describeType(document, schema)}</p>;
  return (
    <ul className="divide-y">
      {properties.map(([name, property]) => (
        <li key={name}>
          <PropertyLine
            name={name}
            type={describeType(document, property)}
            required={required.has(name)}
            description={property.description ?? resolveSchema(document, property).description}
          />
          {hasParts(document, property) && <Within document={document} schema={property} of={name} />}
        </li>
      ))}
    </ul>
  );
}

function Options({ document, options }: { document: OpenApi; options: ApiSchema[] }) {
  return (
    <ul className="divide-y">
      {options.map((option) => {
        const name = nameOfOption(document, option);
        return (
          <li key={name} className="py-1">
            {hasParts(document, option) ? (
              <Within document={document} schema={option} of={name} />
            ) : (
              <code className="px-3 font-mono text-xs">{name}</code>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Within({ document, schema, of }: SchemaTreeProps & { of: string }) {
  const t = useTranslations("developers");
  return (
    <Disclosure label={t("within", { name: of })}>
      <SchemaTree document={document} schema={schema} />
    </Disclosure>
  );
}

function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="px-3 pb-1.5">
      <summary className="cursor-pointer text-xs text-accent-text">{label}</summary>
      {open && <div className="mt-1 rounded-md border">{children}</div>}
    </details>
  );
}

/** `kind` of a union, where each of it has one. */
function nameOfOption(document: OpenApi, option: ApiSchema): string {
  const { properties = {} } = resolveSchema(document, option);
  const told = Object.values(properties).find((property) => property.const !== undefined);
  return told ? String(told.const) : describeType(document, option);
}

function hasParts(document: OpenApi, given: ApiSchema): boolean {
  const schema = withoutNull(document, resolveSchema(document, given));
  if (schema.items) return hasParts(document, schema.items);
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return options.some((option) => hasParts(document, option));
  return Object.keys(schema.properties ?? {}).length > 0;
}

/** What may be null besides is drawn as what it is. */
function withoutNull(document: OpenApi, schema: ApiSchema): ApiSchema {
  const options = (schema.oneOf ?? schema.anyOf)?.filter(({ type }) => type !== "null");
  const [only] = options ?? [];
  return options?.length === 1 && only ? resolveSchema(document, only) : schema;
}
