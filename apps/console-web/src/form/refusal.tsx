import { Alert, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../api/problem.ts';
import { whenAgain } from './when-again.ts';

interface RefusalProps {
  readonly problem: Problem | undefined;
  /** What can be done about it right here. */
  readonly children?: ReactNode;
}

/** Why a form was refused, when it may be sent again, and what to do; nothing where each field says it already. */
export const Refusal = ({ problem, children }: RefusalProps) =>
  !problem || problem.errors.length > 0 ? null : (
    <Alert role="alert" color="red" variant="light" title={problem.title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {problem.detail === problem.title ? '' : problem.detail} {problem.fix} {whenAgain(problem)}
        </Text>
        {children}
      </Stack>
    </Alert>
  );
