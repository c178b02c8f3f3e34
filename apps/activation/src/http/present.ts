import type { activation as wire } from '@platform/contracts';
import { reasons } from '@platform/kernel';
import type { Answer, Refusal } from '../answer.ts';

const time = (at: Date | undefined): string | undefined => at?.toISOString();

const deprecationOf = (deprecation: wire.Deprecation | undefined) =>
  deprecation && {
    deprecated_since: time(deprecation.deprecatedSince),
    sunset_at: time(deprecation.sunsetAt),
    next_window: deprecation.nextWindowStartsAt && {
      starts_at: time(deprecation.nextWindowStartsAt),
      ends_at: time(deprecation.nextWindowEndsAt),
    },
    docs_url: deprecation.docsUrl,
  };

const blockingOf = ({ blocking }: Refusal) =>
  blocking.map(({ fixableBy, ...rest }) => ({ ...rest, fixable_by: fixableBy }));

/** The answer to a granted activation, as contract §6.1 writes it. */
export const grantedBody = ({ response }: Answer) => ({
  granted: true,
  decision_id: response.decisionId,
  activation_id: response.activationId,
  reason: '',
  blocking: [],
  warnings: response.warnings,
  license: response.license && {
    type: response.license.type,
    plan_display_name: response.license.planDisplayName,
    expires_at: time(response.license.expiresAt),
    features: response.license.features,
  },
  lease: response.lease,
  server_time: time(response.serverTime),
  next_renewal_at: time(response.nextRenewalAt),
  deprecation: deprecationOf(response.deprecation),
  nonce: response.nonce,
});

/** The members that a refused activation adds to its problem (contract §4.3): the same that gRPC attaches. */
export const refusedMembers = ({ response }: Answer, refusal: Refusal) => ({
  granted: false,
  decision_id: response.decisionId,
  blocking: blockingOf(refusal),
  warnings: response.warnings,
  server_time: time(response.serverTime),
  deprecation: deprecationOf(response.deprecation),
  nonce: response.nonce,
});

/** F-107: every answer to a legacy key says that it is deprecated, and until when it works (RFC 9745, RFC 8594). */
export function deprecationHeaders(deprecation: wire.Deprecation | undefined): Readonly<Record<string, string>> {
  if (!deprecation?.deprecatedSince) return {};
  const link = (relation: string) => `<${deprecation.docsUrl}>; rel="${relation}"; type="text/html"`;
  const since = { Deprecation: `@${Math.floor(deprecation.deprecatedSince.getTime() / 1_000)}` };
  return deprecation.sunsetAt
    ? { ...since, Sunset: deprecation.sunsetAt.toUTCString(), Link: `${link('deprecation')}, ${link('sunset')}` }
    : { ...since, Link: link('deprecation') };
}

/** The HTTP status of a verdict: 400, 401 or 403 and nothing else (contract §6.3). */
export const statusOf = ({ reason }: Refusal): number => reasons[reason].http;
