import { activation as wire } from '@platform/contracts';
import { holdsToken } from '@platform/credential';
import type { FieldProblem } from '@platform/kernel';
import { z } from 'zod';

// NUL and half surrogate pairs are in no honest request, and some sinks cannot hold them.
const unfit = /[\0\p{Surrogate}]/u;
const anyText = z.string().refine((value) => !unfit.test(value), { error: 'must be text without NUL' });
/** A token belongs in the credential alone: whatever else is said is recorded and told. */
const text = anyText.refine((value) => !holdsToken(value), { error: 'must not hold an Auth Token' });
const said = text.default('');
const yes = z.boolean().default(false);
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

const source = z
  .enum(['AUTH_TOKEN_ENV', 'API_KEY_ENV', 'STORED', 'FLAG'])
  .transform((name): wire.CredentialSource => wire.CredentialSource[name])
  .default(wire.CredentialSource.UNSPECIFIED);

const credential = z
  .strictObject({ value: anyText.default(''), source, variables_differ: yes })
  .transform(({ variables_differ: variablesDiffer, ...rest }) => ({ ...rest, variablesDiffer }));

const product = z.strictObject({ name: said, version: said, build: said, edition: said });

const machine = z
  .strictObject({ machine_id: said, hostname: said, system: said, platform_release: said, is_docker: yes })
  .transform(({ machine_id: machineId, platform_release: platformRelease, is_docker: isDocker, ...rest }) => ({
    ...rest,
    machineId,
    platformRelease,
    isDocker,
  }));

const ci = z
  .strictObject({
    detected: yes,
    evidence: z.array(text).max(100).default([]),
    provider: said,
    repository: said,
    workflow: said,
    job: said,
    ref: said,
    run_id: said,
    run_attempt: said,
  })
  .transform(({ run_id: runId, run_attempt: runAttempt, ...rest }) => ({ ...rest, runId, runAttempt }));

const offline = z
  .strictObject({ at: instant, lease_id: text })
  .transform(({ at, lease_id: leaseId }) => ({ at, leaseId }));

/** The body of POST /v1/activate: the message of contract §6.1 with its field names in snake_case, and no other field. */
export const activateBody = z
  .strictObject({
    credential: credential.optional(),
    product: product.optional(),
    machine: machine.optional(),
    session_id: said,
    ci: ci.optional(),
    client_time: instant.optional(),
    nonce: said,
    previous_lease_id: said,
    offline_activations: z.array(offline).max(1_000).default([]),
  })
  .transform(
    (body): wire.ActivateRequest => ({
      credential: body.credential,
      product: body.product,
      machine: body.machine,
      ci: body.ci,
      nonce: body.nonce,
      sessionId: body.session_id,
      clientTime: body.client_time,
      previousLeaseId: body.previous_lease_id,
      offlineActivations: body.offline_activations,
    }),
  );

/** What is wrong with a body, by JSON pointer. Never quotes a value: it may be a credential. */
export const problemsOf = ({ issues }: z.ZodError): readonly FieldProblem[] =>
  issues.slice(0, 50).map((issue) => ({
    field: `/${issue.path.map(String).join('/')}`,
    reason: issue.code.toUpperCase(),
    detail: issue.code === 'unrecognized_keys' ? 'There are fields that are not known here.' : detailOf(issue),
  }));

const detailOf = (issue: z.core.$ZodIssue): string =>
  'expected' in issue ? `Give a ${String(issue.expected)}.` : 'This is not a value that is taken here.';
