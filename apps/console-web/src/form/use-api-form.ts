import { type FormErrors, schemaResolver, type UseFormInput, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import type { z } from 'zod';
import './plain-words.ts';
import { problemIn } from '../api/problem.ts';

interface ApiForm<Values extends Record<string, unknown>, Answer> {
  /** The schema with which the gateway validates the same body. */
  readonly schema: z.ZodType<unknown, Values>;
  readonly initialValues: Values;
  /** `key` is the same however often the same is sent, so that its effect is one. */
  readonly send: (values: Values, key: string) => Promise<Answer>;
  readonly onDone: (answer: Answer, values: Values) => unknown;
}

/**
 * A form that validates as the gateway does: on leaving a field that was filled in, and again on submit. The first wrong field
 * is focused, what was typed stays after an error, and the refusal's field problems land on their fields.
 */
export function useApiForm<Values extends Record<string, unknown>, Answer>(given: ApiForm<Values, Answer>) {
  const { schema, initialValues, send, onDone } = given;
  const keys = useKeys<Values>();
  const id = useId();
  const form = useForm<Values>({
    mode: 'uncontrolled',
    initialValues,
    // Who only passes a field is not told that it is empty, and a refusal stays until its field is changed.
    enhanceGetInputProps: ({ form: self, field }) => ({
      onBlur: () => {
        if (self.isDirty(field) && !self.errors[field]) self.validateField(field);
      },
    }),
    validate: schemaResolver(schema as never) as NonNullable<UseFormInput<Values>['validate']>,
    onSubmitPreventDefault: 'always',
  });
  const sending = useMutation({
    mutationFn: (values: Values) => send(values, keys.of(values)),
    onSuccess: (answer, values) => {
      keys.spend();
      return onDone(answer, values);
    },
    onError: (error) => {
      const errors = fieldErrors(error);
      form.setErrors(errors);
      focusFirst(errors, form.getInputNode);
    },
  });
  const submit = form.onSubmit(
    (values) => {
      if (!sending.isPending) sending.mutate(values);
    },
    (errors) => focusFirst(errors, form.getInputNode),
  );
  return { form, submit, id, sending: sending.isPending, problem: problemIn(sending.error), reset: sending.reset };
}

/** A key for each wish: for what is sent, until it is done. To send other values is another wish, and so is to send again. */
function useKeys<Values>() {
  const wish = useRef({ of: '', key: '' });
  return {
    of: (values: Values): string => {
      const of = JSON.stringify(values);
      if (wish.current.of !== of) wish.current = { of, key: crypto.randomUUID() };
      return wish.current.key;
    },
    spend: (): void => {
      wish.current = { of: '', key: '' };
    },
  };
}

/** The first wrong field as the page shows them, whatever their order in the schema. */
function focusFirst(errors: FormErrors, nodeOf: (field: string) => HTMLElement | null): void {
  const nodes = Object.keys(errors).flatMap((field) => nodeOf(field) ?? []);
  const isBefore = (one: Node, other: Node): boolean =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  nodes.sort((one, other) => (isBefore(one, other) ? -1 : 1))[0]?.focus();
}

/** What a refusal says of single fields; all that it says of one field stands there together. */
function fieldErrors(error: unknown): FormErrors {
  const errors: Record<string, string> = {};
  for (const { pointer, detail } of problemIn(error)?.errors ?? []) {
    const field = pointer.replace(/^\/(body\/)?/, '').replaceAll('/', '.');
    errors[field] = errors[field] ? `${errors[field]} ${detail}` : detail;
  }
  return errors;
}
