import { Action, Layout, Paragraph } from '../layout.tsx';
import type { Template } from '../template.ts';

export const passwordChanged: Template = {
  subject: () => 'Your password was changed',
  sample: { at: '2 January 2026, 03:04 UTC', how: 'reset' },
  body: ({ name, vars, links }) => (
    <Layout
      preview="If it was not you, set a new password now."
      title="Your password was changed"
      name={name}
      because="You receive this mail because the password of your account was changed. Mails about the safety of your account cannot be switched off."
    >
      <Paragraph>
        Your password was changed at {vars.at}
        {vars.how === 'reset'
          ? ' with a reset mail. All your sessions were ended.'
          : '. All your other sessions were ended.'}
      </Paragraph>
      <Paragraph>If it was not you, set a new password now.</Paragraph>
      <Action href={links.requestReset}>Set a new password</Action>
    </Layout>
  ),
};
