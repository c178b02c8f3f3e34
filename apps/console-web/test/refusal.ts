import { type Reason, reasons } from '@platform/kernel';

/** What the gateway answers when it refuses. */
export function refusal(reason: Reason, metadata: Readonly<Record<string, string>> = {}) {
  const { title, http, fix, retry } = reasons[reason];
  const problem = {
    ...{ type: `docs/errors#${reason}`, title, status: http, detail: title, instance: 'req_test', reason },
    ...{ domain: 'identity.licensing.platform', metadata, retryable: retry !== 'no', fix, errors: [] },
  };
  return { status: http, contentType: 'application/problem+json', body: JSON.stringify(problem) };
}
