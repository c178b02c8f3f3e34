import { Alert } from '@mantine/core';
import type { Problem } from '../api/problem.ts';

/** Why a form was refused, and what to do; nothing where each field says it already. */
export const Refusal = ({ problem }: { readonly problem: Problem | undefined }) =>
  !problem || problem.errors.length > 0 ? null : (
    <Alert role="alert" color="red" variant="light" title={problem.title}>
      {problem.detail} {problem.fix}
    </Alert>
  );
