import type { UseFormReturn } from "react-hook-form";
import type { MonitorInput } from "#contracts/check.ts";
import type { FormValues } from "./form-values.ts";

export type MonitorFormState = UseFormReturn<FormValues, unknown, MonitorInput>;
