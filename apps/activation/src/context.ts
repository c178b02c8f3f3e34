import type { Peppers } from '@platform/credential';
import type { Clock } from '@platform/kernel';
import type { SigningKey } from '@platform/lease';
import type { Logger } from '@platform/telemetry';
import type { DeprecationDefaults } from './domain/deprecation.ts';
import type { Facts } from './facts/facts.ts';
import type { LeaseMaker } from './grant.ts';
import type { Instances } from './instances/instances.ts';
import type { UnderWay } from './instances/under-way.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Recorder } from './record/recorder.ts';
import type { Decisions } from './store/decisions.ts';

/** What the doors work with. */
export interface Context {
  readonly facts: Facts;
  readonly decisions: Decisions;
  readonly recorder: Recorder;
  /** Starts that are being decided. */
  readonly underWay: UnderWay;
  readonly instances: Instances;
  readonly leases: LeaseMaker;
  readonly signingKeys: readonly SigningKey[];
  readonly peppers: Peppers;
  readonly rateLimit: RateLimit;
  readonly deprecation: DeprecationDefaults;
  readonly appUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
}
