import { activation as wire } from '@platform/contracts';
import { holdsToken } from '@platform/credential';
import type { FieldProblem } from '@platform/kernel';
import { z } from 'zod';

// NUL, half surrogate pairs and what a decoder left of bytes that were no UTF-8 are in no honest request, as over gRPC.
const unfit = /[\0\p{Surrogate}\uFFFD]/u;
const anyText = z.string().refine((value) => !unfit.test(value), {
  error: 'Give UTF-8 text without NUL.',
  params: { reason: 'TEXT_INVALID' },
});
/** A token belongs in the credential alone: whatever else is said is recorded and told. */
const text = anyText.refine((value) => !holdsToken(value), {
  error: 'This holds an Auth Token. Leave it out, and reset the token if others have seen it.',
  params: { reason: 'SECRET_MISPLACED' },
});
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
    evidence: z.array(text).default([]),
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
    offline_activations: z.array(offline).default([]),
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

/** What is wrong with a body, field by field: `ci.evidence[3]`. Never quotes a value: it may be a credential. */
export const problemsOf = ({ issues }: z.ZodError): readonly FieldProblem[] =>
  issues.map((issue) => {
    const field = issue.path.reduce<string>(nameOf, '');
    if (issue.code === 'custom')
      return { field, reason: String(issue.params?.reason ?? 'CUSTOM'), detail: issue.message };
    return { field, reason: issue.code.toUpperCase(), detail: detailOf(issue) };
  });

function nameOf(before: string, part: PropertyKey): string {
  if (typeof part === 'number') return `${before}[${part}]`;
  return before === '' ? String(part) : `${before}.${String(part)}`;
}

/** The JSON pointer to a field: `/ci/evidence/3`. */
export const pointerTo = (field: string): string =>
  field === '' ? '' : `/${field.replaceAll(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`;

function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'There are fields that are not known here.';
  return 'expected' in issue ? `Give a ${String(issue.expected)}.` : 'This is not a value that is taken here.';
}
