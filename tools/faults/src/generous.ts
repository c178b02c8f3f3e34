/** Limits that a test of outages must not meet, and patience that suits it. */
export const generous: Readonly<Record<string, string>> = {
  REQUESTS_PER_MINUTE: '1000000',
  AUTH_REQUESTS_PER_MINUTE: '1000000',
  ACTIVATIONS_PER_ADDRESS: '1000000',
  ACTIVATIONS_PER_CREDENTIAL: '1000000',
  LOCKOUT_FAILURES_PER_ADDRESS: '1000000',
  LOCKOUT_FAILURES_PER_ACCOUNT: '1000000',
  CALL_TIMEOUT_MS: '5000',
  RETRY_FIRST_MS: '500',
  SWEEP_EVERY_MS: '1000',
};
