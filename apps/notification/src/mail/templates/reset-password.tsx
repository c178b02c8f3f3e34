import { Action, Layout, Paragraph } from '../layout.tsx';
import type { Template } from '../template.ts';

export const resetPassword: Template = {
  subject: () => 'Set a new password',
  sample: { validUntil: '2 January 2026, 04:04 UTC' },
  body: ({ name, vars, secret, links }) => (
    <Layout
      preview="The link works once and for an hour."
      title="Set a new password"
      name={name}
      because="You receive this mail because a new password was asked for. If it was not you, do nothing; your password stays as it is."
    >
      <Paragraph>Choose a new password. All your sessions will be ended.</Paragraph>
      <Action href={links.resetPassword(secret)}>Set a new password</Action>
      <Paragraph>The link works once, until {vars.validUntil}.</Paragraph>
    </Layout>
  ),
};
