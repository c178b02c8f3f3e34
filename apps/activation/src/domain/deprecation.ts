import { nextWindow } from './check-legacy-gate.ts';
import { isLegacy, type Snapshot } from './facts.ts';

/** What a holder of a legacy key is told with every answer (F-107). */
export interface Deprecation {
  readonly deprecatedSince: Date;
  readonly sunsetAt: Date | undefined;
  readonly nextWindowStartsAt: Date | undefined;
  readonly nextWindowEndsAt: Date | undefined;
  readonly docsUrl: string;
}

/** What holds while no campaign says otherwise. */
export interface DeprecationDefaults {
  readonly deprecatedSince: Date;
  readonly docsUrl: string;
}

/** The deprecation of a legacy key that is known; undefined for every other credential. */
export function deprecationOf(
  { credential, legacySchedule }: Snapshot,
  now: Date,
  defaults: DeprecationDefaults,
): Deprecation | undefined {
  if (!credential || !isLegacy(credential.kind)) return undefined;
  const window = nextWindow(legacySchedule, now);
  return {
    deprecatedSince: legacySchedule?.deprecatedSince ?? defaults.deprecatedSince,
    sunsetAt: legacySchedule?.sunsetAt,
    nextWindowStartsAt: window?.startsAt,
    nextWindowEndsAt: window?.endsAt,
    docsUrl: legacySchedule?.docsUrl || defaults.docsUrl,
  };
}
