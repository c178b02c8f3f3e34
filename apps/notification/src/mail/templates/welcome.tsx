import { Action, Command, Confidential, Layout, Paragraph } from '../layout.tsx';
import type { Template } from '../template.ts';

/** How to set the token that every member of a workspace has (S-32, S-59 to S-69). Its value is never in a mail. */
export const welcome: Template = {
  subject: ({ vars }) => (vars.workspace ? `Welcome: ${vars.workspace} is ready` : 'Welcome: your workspace is ready'),
  sample: { workspace: 'Analytical Engines' },
  body: ({ name, vars, links }) => (
    <Layout
      preview="How to set your Auth Token."
      title={vars.workspace ? `${vars.workspace} is ready` : 'Your workspace is ready'}
      name={name}
      because="You receive this mail because you created a workspace."
    >
      <Paragraph>
        Your personal Developer Auth Token is waiting for you. It identifies you outside the web application and
        activates the emulator.
      </Paragraph>
      <Paragraph>1. Copy it from the Auth Tokens page.</Paragraph>
      <Action href={links.authTokens}>Open the Auth Tokens page</Action>
      <Paragraph>2. Set it on your machine:</Paragraph>
      <Command>{'localstack auth set-token <YOUR_AUTH_TOKEN>'}</Command>
      <Paragraph>or put it into the environment:</Paragraph>
      <Command>{'export LOCALSTACK_AUTH_TOKEN=<YOUR_AUTH_TOKEN>'}</Command>
      <Paragraph>3. Start:</Paragraph>
      <Command>localstack start</Command>
      <Confidential authTokens={links.authTokens} />
    </Layout>
  ),
};
