import { Code, List } from '@mantine/core';
import { type Consequence, Consequences, Instant, Until } from '@platform/ui';
import type { AnswerOf } from '../../api/client.ts';
import { lastUseOf, type Token } from './current-token.ts';
import { words } from './words.ts';

const { reset: say } = words;
type Impacts = AnswerOf<'previewResetOfMyDeveloperToken'>['impacts'];

interface ResetConsequencesProps {
  readonly token: Token;
  readonly impacts: Impacts;
}

/** What a reset does to the old token, to what runs with it, and what it leaves to do (S-69, S-71, S-72). */
export const ResetConsequences = ({ token, impacts }: ResetConsequencesProps) => (
  <Consequences
    label={say.consequences}
    all={[dies(token), used(token), runsOn(impacts), { kind: 'todo', says: say.todo }]}
  />
);

const dies = ({ display }: Token): Consequence => ({
  kind: 'ends',
  says: (
    <>
      <strong>{say.dies(display)}</strong> {say.never}
    </>
  ),
  detail: say.license,
});

function used(token: Token): Consequence {
  const at = lastUseOf(token);
  if (!at) return { kind: 'fine', says: say.neverUsed };
  return {
    kind: 'ends',
    says: (
      <>
        {say.used} <Instant at={at} />. {say.refusedNext}
      </>
    ),
  };
}

function runsOn(impacts: Impacts): Consequence {
  const { leases_counted: isCounted, outstanding_leases: count, latest_lease_not_after: until, emulators } = impacts;
  if (!until) return { kind: 'fine', says: say.noLeases };
  return {
    kind: 'stays',
    says: (
      <>
        {isCounted ? say.leases(count) : say.uncounted} <Until at={until} />.
      </>
    ),
    detail: emulators.length > 0 && <Emulators impacts={impacts} />,
  };
}

const most = 4;

function Emulators({ impacts }: { readonly impacts: Impacts }) {
  const shown = impacts.emulators.slice(0, most);
  const more = impacts.outstanding_leases - shown.length;
  return (
    <List size="sm" mt={4}>
      {shown.map(({ machine, product_version: version, activated_at: at, lease_not_after: until }) => (
        <List.Item key={`${machine}${at}${until}`}>
          {say.emulator(version)}
          <Code>{machine.slice(0, 6)}</Code>
          {say.started} <Instant at={at} />
        </List.Item>
      ))}
      {more > 0 && <List.Item>{say.others(more)}</List.Item>}
    </List>
  );
}
