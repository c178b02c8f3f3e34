import { Link } from '@react-email/link';
import { Action, Layout, Paragraph } from '../layout.tsx';
import type { Template } from '../template.ts';

/** Tells the owner of an account that somebody tried to sign up with its address; the page told them nothing. */
export const accountExists: Template = {
  subject: () => 'You already have an account',
  sample: {},
  body: ({ name, links }) => (
    <Layout
      preview="Sign in instead of signing up."
      title="You already have an account"
      name={name}
      because="You receive this mail because somebody tried to sign up with this address. Nothing was changed. If it was not you, there is nothing to do."
    >
      <Paragraph>An account with this address exists already, so no new one was made.</Paragraph>
      <Action href={links.signIn}>Sign in</Action>
      <Paragraph>
        Password forgotten? <Link href={links.requestReset}>Set a new one</Link>.
      </Paragraph>
    </Layout>
  ),
};
