import { Alert, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Problem } from '../api/problem.ts';
import { whenAgain } from './when-again.ts';
import { words } from './words.ts';

interface RefusalProps {
  readonly problem: Problem | undefined;
  /** Default: red. */
  readonly color?: string;
  /** What can be done about it right here. */
  readonly children?: ReactNode;
}

/** Why a form was refused, when it may be sent again, and what to do; nothing where each field says it already. */
export const Refusal = (props: RefusalProps) =>
  props.problem && props.problem.errors.length === 0 ? <Refused {...props} problem={props.problem} /> : null;

/** It takes the focus, which the button of a form loses while it is sent. */
function Refused({ problem, color = 'red', children }: RefusalProps & { readonly problem: Problem }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) place.current?.focus();
  }, [problem]);
  return (
    <Alert ref={place} tabIndex={-1} role="alert" color={color} variant="light" title={problem.title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{adviceIn(problem)}</Text>
        {children}
      </Stack>
    </Alert>
  );
}

/** What happened, if the title does not say it all; what to do; and when. */
export function adviceIn(problem: Problem): string {
  const { title, detail, reason, fix } = problem;
  const parts = [detail === title ? '' : detail, words.fix[reason] ?? fix, whenAgain(problem)];
  return parts.filter((part) => part !== '').join(' ');
}
