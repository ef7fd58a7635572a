"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { PasswordInput } from "./password-input.tsx";
import { signInWithPassword } from "./sign-in-with-password.ts";

const SignIn = z.object({
  email: z.email("Give your e-mail address."),
  password: z.string().min(1, "Give your password."),
});

export function SignInForm() {
  const form = useForm({ resolver: zodResolver(SignIn), defaultValues: { email: "", password: "" } });
  // Before the script is there, the browser itself would send the password to this page.
  const hydrated = useHydrated();
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async (credentials) => {
    const problem = await signInWithPassword(credentials);
    if (problem !== null) return form.setError("root", { message: problem });
    // A whole page load: the router may still hold pages that it got without a session.
    window.location.assign("/monitors");
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {errors.root?.message !== undefined && <FieldError>{errors.root.message}</FieldError>}
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...form.register("email")} type="email" autoComplete="username" autoFocus />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...form.register("password")} autoComplete="current-password" />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={!hydrated} busy={isSubmitting || isSubmitSuccessful}>
        Sign in
      </Button>
    </form>
  );
}
