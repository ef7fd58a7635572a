import type { ComponentType } from "react";

/** What a kind of check asks for: `Target` at the top of the form, `Options` below it, closed. */
export type KindForm = { Target: ComponentType; Options: ComponentType };
