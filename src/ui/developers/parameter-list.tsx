import { useTranslations } from "next-intl";
import { describeType } from "./describe-type.ts";
import type { ApiParameter, OpenApi } from "./openapi.ts";
import { PropertyLine } from "./property-line.tsx";

export function ParameterList({ document, parameters }: { document: OpenApi; parameters: ApiParameter[] }) {
  const t = useTranslations("developers.places");
  const places: Record<string, string> = { path: t("path"), query: t("query"), header: t("header") };
  return (
    <ul className="divide-y">
      {parameters.map(({ in: place, name, required = false, description, schema }) => (
        <li key={`${place} ${name}`}>
          <PropertyLine
            name={name}
            type={describeType(document, schema)}
            required={required}
            place={places[place]}
            description={description ?? schema.description}
          />
        </li>
      ))}
    </ul>
  );
}
