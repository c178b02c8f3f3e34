import type { ActivationCase } from './cases/case.ts';
import { credentials } from './cases/credentials.ts';
import { grants } from './cases/granted.ts';
import { malformed, requests, several } from './cases/requests.ts';
import { rights } from './cases/rights.ts';

export type { ActivationCase } from './cases/case.ts';

/** The one table of cases: every door runs all of them and must answer the same. */
export const activationCases: readonly ActivationCase[] = [
  ...grants,
  ...credentials,
  ...rights,
  ...requests,
  ...malformed,
  ...several,
];
