import { Action, Layout, Paragraph } from '../layout.tsx';
import type { Template } from '../template.ts';

/** Proves that the address belongs to whoever signed up. */
export const verifyEmail: Template = {
  subject: () => 'Confirm your e-mail address',
  sample: { validUntil: '3 January 2026, 03:04 UTC' },
  body: ({ name, vars, secret, links }) => (
    <Layout
      preview="One click completes your sign-up."
      title="Confirm your e-mail address"
      name={name}
      because="You receive this mail because somebody signed up with this address. If it was not you, do not open the link; without it the account stays closed."
    >
      <Paragraph>Confirm your address to complete your sign-up.</Paragraph>
      <Action href={links.verifyEmail(secret)}>Confirm address</Action>
      <Paragraph>The link works once, until {vars.validUntil}.</Paragraph>
    </Layout>
  ),
};
