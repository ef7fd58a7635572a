import { useQuery } from "@tanstack/react-query";
import type { OpenApi } from "./openapi.ts";

/** The document, once somebody opens an endpoint. */
export function useOpenApi() {
  return useQuery({
    queryKey: ["openapi"],
    staleTime: Number.POSITIVE_INFINITY,
    async queryFn(): Promise<OpenApi> {
      const response = await fetch("/api/v1/openapi.json");
      if (!response.ok) throw new Error(`The document was not answered: ${response.status}.`);
      return (await response.json()) as OpenApi;
    },
  });
}
