import { isLegacy, type LegacyScheduleFact, type LegacyWindow } from './facts.ts';
import { because, type Failure, fail, instant, type Metadata, pass, type Step, skip, warn } from './step.ts';

/**
 * D-6: legacy keys, and only they, keep to the schedule of their sunset; an API key also needs its owner among the members.
 * Auth Tokens pass whichever variable carried them (S-85, S-103, S-170).
 */
export const checkLegacyGate: Step = {
  id: 'D-6',
  name: 'legacy gate',
  check: ({ snapshot: { credential, membership, legacySchedule }, now }) => {
    if (!credential) return skip('no known credential');
    if (!isLegacy(credential.kind)) return skip('not a legacy key');
    const failures = closed(legacySchedule, now);
    if (credential.kind === 'legacy_api' && !membership?.active) failures.push(because('LEGACY_KEY_ORPHANED'));
    const warnings = [warn('LEGACY_KEY_DEPRECATED', deprecation(legacySchedule, now))];
    return failures.length > 0
      ? fail(failures.map(({ reason }) => reason).join(', '), failures, legacySchedule?.version, warnings)
      : pass(legacySchedule ? 'outside of every downtime' : 'no schedule', legacySchedule?.version, warnings);
  },
};

function closed(schedule: LegacyScheduleFact | undefined, now: Date): Failure[] {
  const failures: Failure[] = [];
  if (schedule?.sunsetAt && schedule.sunsetAt <= now)
    failures.push(because('LEGACY_KEY_SUNSET', instant('since', schedule.sunsetAt)));
  const window = schedule?.windows.find(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
  if (window)
    failures.push(because('LEGACY_KEY_BROWNOUT', { window_id: window.id, ...instant('ends_at', window.endsAt) }));
  return failures;
}

/** The first downtime that has not begun. */
export const nextWindow = (schedule: LegacyScheduleFact | undefined, now: Date): LegacyWindow | undefined =>
  schedule?.windows
    .filter(({ startsAt }) => startsAt > now)
    .reduce<LegacyWindow | undefined>(
      (first, window) => (first && first.startsAt <= window.startsAt ? first : window),
      undefined,
    );

const deprecation = (schedule: LegacyScheduleFact | undefined, now: Date): Metadata => ({
  ...instant('sunset_at', schedule?.sunsetAt),
  ...instant('next_window', nextWindow(schedule, now)?.startsAt),
});
