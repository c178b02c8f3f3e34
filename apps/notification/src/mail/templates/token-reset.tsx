import { Action, Confidential, Layout, Paragraph } from '../layout.tsx';
import type { Template } from '../template.ts';

/** Tells the owner of a Developer Auth Token that it was reset. Neither value is in the mail. */
export const tokenReset: Template = {
  subject: () => 'Your Auth Token was reset',
  sample: { at: '2 January 2026, 03:04 UTC', display: 'lsat_…x7Qz', byYou: 'yes' },
  body: ({ name, vars, links }) => (
    <Layout
      preview="The old token no longer works."
      title="Your Auth Token was reset"
      name={name}
      because="You receive this mail because your Developer Auth Token changed. Mails about the safety of your account cannot be switched off."
    >
      <Paragraph>
        Your Developer Auth Token was reset {vars.byYou === 'yes' ? '' : 'by somebody else '}at {vars.at}. The old one
        no longer works; the new one ends in {vars.display}.
      </Paragraph>
      <Paragraph>Copy the new one and set it wherever the old one was used.</Paragraph>
      <Action href={links.authTokens}>Open the Auth Tokens page</Action>
      <Confidential authTokens={links.authTokens} />
    </Layout>
  ),
};
