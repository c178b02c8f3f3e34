import { MINUTE } from '@platform/kernel';
import { requestLimits as longest } from '@platform/lease';
import { type ActivationRequest, mostEvidence } from './request.ts';
import { because, type Failure, fail, pass, type Step, type Warning, warn } from './step.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** 4.0 · 4.0.0 · v4.0.1 · 4.0.1.dev20250101 · 3.0.0:6dd3f3d · 4.0.0-rc.1+build */
const version = /^v?\d{1,5}(\.\d{1,5}){1,3}([-+.:_][0-9A-Za-z.+:_-]{1,40})?$/;
const SKEW_WORTH_SAYING = 2 * MINUTE;

/** D-1: the request has the shape of contract §6.1, its version can be understood. A wrong clock only warns. */
export const checkRequest: Step = {
  id: 'D-1',
  name: 'request',
  check: ({ request, now }) => {
    const fields = wrongFields(request);
    const failures: Failure[] = fields.length > 0 ? [because('REQUEST_INVALID', { field: fields.join(', ') })] : [];
    const given = request.product?.version ?? '';
    if (given !== '' && !version.test(given))
      failures.push(because('VERSION_UNSUPPORTED', { version: given.slice(0, 64) }));
    const warnings = clockSkew(request.clientTime, now);
    return failures.length > 0
      ? fail(failures.map(({ reason }) => reason).join(', '), failures, undefined, warnings)
      : pass(`version ${given}`, undefined, warnings);
  },
};

/** The names of the fields that are missing, too long or not what they should be. */
export function wrongFields(request: ActivationRequest): readonly string[] {
  const wrong: string[] = [];
  const demand = (holds: boolean, field: string) => {
    if (!holds) wrong.push(field);
  };
  demand(uuid.test(request.sessionId), 'session_id');
  demand(request.nonce.length <= longest.nonce, 'nonce');
  demand(request.previousLeaseId.length <= longest.text, 'previous_lease_id');
  demand(isInstant(request.clientTime), 'client_time');
  demandProduct(request.product, demand);
  demandMachine(request.machine, demand);
  demandCi(request.ci, demand);
  demand(request.offlineActivations.length <= longest.offline, 'offline_activations');
  demand(
    request.offlineActivations.every(({ at, leaseId }) => isInstant(at) && leaseId.length <= longest.text),
    'offline_activations',
  );
  return [...new Set(wrong)];
}

type Demand = (holds: boolean, field: string) => void;

function demandProduct(product: ActivationRequest['product'], demand: Demand): void {
  if (!product) {
    demand(false, 'product');
    return;
  }
  demand(product.name !== '' && product.name.length <= longest.name, 'product.name');
  demand(product.version !== '', 'product.version');
  demand(product.build.length <= longest.name, 'product.build');
  demand(product.edition.length <= longest.name, 'product.edition');
}

function demandMachine(machine: ActivationRequest['machine'], demand: Demand): void {
  if (!machine) {
    demand(false, 'machine');
    return;
  }
  demand(machine.machineId !== '' && machine.machineId.length <= longest.machineId, 'machine.machine_id');
  demand(machine.hostname.length <= longest.text, 'machine.hostname');
  demand(machine.system.length <= longest.name, 'machine.system');
  demand(machine.platformRelease.length <= longest.text, 'machine.platform_release');
}

function demandCi(ci: ActivationRequest['ci'], demand: Demand): void {
  if (!ci) return;
  demand(
    ci.evidence.length <= mostEvidence.names && ci.evidence.every(({ length }) => length <= mostEvidence.letters),
    'ci.evidence',
  );
  demand(ci.provider.length <= longest.text, 'ci.provider');
  demand(ci.repository.length <= longest.text, 'ci.repository');
  demand(ci.workflow.length <= longest.text, 'ci.workflow');
  demand(ci.job.length <= longest.text, 'ci.job');
  demand(ci.ref.length <= longest.text, 'ci.ref');
  demand(ci.runId.length <= longest.name, 'ci.run_id');
  demand(ci.runAttempt.length <= longest.name, 'ci.run_attempt');
}

const isInstant = (at: Date | undefined): boolean => at === undefined || !Number.isNaN(at.getTime());

function clockSkew(clientTime: Date | undefined, now: Date): readonly Warning[] {
  if (!clientTime || !isInstant(clientTime)) return [];
  const ahead = clientTime.getTime() - now.getTime();
  return Math.abs(ahead) < SKEW_WORTH_SAYING
    ? []
    : [warn('CLOCK_SKEW', { seconds: String(Math.round(ahead / 1_000)) })];
}
