import { STATUS_CODES } from 'node:http';
import type { JobCounts } from '@platform/jobs';
import type { Outcome } from '../src/canary/rotate.ts';

/**
 * The labels by which rules and dashboard may choose, each with every value that can occur. A real house must tell none
 * that is not listed here.
 */
export const values: Readonly<Record<string, readonly string[]>> = {
  'job_queue_jobs{state}': [
    'waiting',
    'active',
    'delayed',
    'completed',
    'failed',
  ] satisfies readonly (keyof JobCounts)[],
  'job_runs_total{outcome}': ['done', 'failed', 'given_up'],
  'mails_total{status}': ['queued', 'sending', 'sent', 'failed'],
  'canary_rotations_total{outcome}': ['refused', 'accepted', 'unknown'] satisfies readonly Outcome[],
  'activations_decided_total{outcome}': ['granted', 'refused'],
  'facts_comparisons_total{outcome}': ['done', 'failed'],
  'outbox_oldest_unsent_seconds{channel}': ['kafka', 'facts'],
  'http_request_duration_seconds_count{status}': Object.keys(STATUS_CODES),
  'rpc_server_duration_seconds_count{code}': [
    ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS'],
    ...['PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED'],
    ...['INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'],
  ],
};
