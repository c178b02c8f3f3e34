import { Action, Layout, Paragraph } from '../layout.tsx';
import type { Template } from '../template.ts';

export const trialStarted: Template = {
  subject: () => 'Your trial has started',
  sample: { plan: 'Trial', seats: '1', endsAt: '16 January 2026, 03:04 UTC' },
  body: ({ name, vars, links }) => (
    <Layout
      preview={`Everything is open until ${vars.endsAt}.`}
      title="Your trial has started"
      name={name}
      because="You receive this mail because you started a trial for your workspace."
    >
      <Paragraph>
        The plan {vars.plan} with {vars.seats === '1' ? 'one license' : `${vars.seats} licenses`} runs until{' '}
        {vars.endsAt}. All its features are open until then.
      </Paragraph>
      <Action href={links.myLicense}>See your license</Action>
    </Layout>
  ),
};
