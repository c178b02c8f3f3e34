import { Action, Layout, Paragraph } from '../layout.tsx';
import type { Template } from '../template.ts';

export const accountLocked: Template = {
  subject: () => 'Sign-in to your account is paused',
  sample: { until: '2 January 2026, 03:19 UTC' },
  body: ({ name, vars, links }) => (
    <Layout
      preview="There were too many failed attempts."
      title="Sign-in to your account is paused"
      name={name}
      because="You receive this mail because somebody entered wrong passwords for your account. Mails about the safety of your account cannot be switched off."
    >
      <Paragraph>
        After several failed attempts nobody can sign in to your account until {vars.until}. Sessions that are open stay
        open.
      </Paragraph>
      <Paragraph>If you forgot your password, a new one lifts the pause at once.</Paragraph>
      <Action href={links.requestReset}>Set a new password</Action>
    </Layout>
  ),
};
