import { Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { AnswerOf } from '../../api/client.ts';
import classes from './trial-includes.module.css';
import { words } from './words.ts';

export type Plan = AnswerOf<'listPlans'>['plans'][number];

/** What the trial brings, as the plan says it: licenses, credits and every feature (S-45). */
export function TrialIncludes({ plan }: { readonly plan: Plan }) {
  const { trial, features } = words;
  const all = [
    trial.seats(plan.seats_included),
    plan.ci_credits === null ? trial.unlimited : trial.credits(plan.ci_credits),
    ...plan.features.map((feature) => features[feature] ?? feature),
  ];
  return (
    <>
      <Text size="sm" c="dimmed" mb={4}>
        {trial.features}
      </Text>
      <ul className={classes.list}>
        {all.map((one) => (
          <li key={one} className={classes.one}>
            <IconCheck size={14} aria-hidden />
            {one}
          </li>
        ))}
      </ul>
    </>
  );
}
