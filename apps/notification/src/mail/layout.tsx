// NOTE: the parts one by one: `react-email` has them, too, but loads Tailwind and a highlighter of code with them.
import { Body } from '@react-email/body';
import { Button } from '@react-email/button';
import { Container } from '@react-email/container';
import { Head } from '@react-email/head';
import { Heading } from '@react-email/heading';
import { Hr } from '@react-email/hr';
import { Html } from '@react-email/html';
import { Link } from '@react-email/link';
import { Preview } from '@react-email/preview';
import { Text } from '@react-email/text';
import type { ReactNode } from 'react';

const page = { backgroundColor: '#f6f6f9', fontFamily: 'Helvetica, Arial, sans-serif', margin: 0, padding: '24px 0' };
const card = { backgroundColor: '#ffffff', borderRadius: 8, maxWidth: 560 };
const heading = { color: '#1c1b2e', fontSize: 22, lineHeight: '30px', margin: '0 0 16px' };
const text = { color: '#2f2e41', fontSize: 15, lineHeight: '24px' };
const small = { color: '#5c5b70', fontSize: 13, lineHeight: '20px' };
const button = {
  ...{ backgroundColor: '#4d29b4', borderRadius: 6, color: '#ffffff', display: 'inline-block' },
  ...{ fontSize: 15, fontWeight: 600, padding: '12px 20px' },
};
const code = {
  ...text,
  backgroundColor: '#f1f0f6',
  borderRadius: 4,
  fontFamily: 'Menlo, Consolas, monospace',
  padding: 12,
};

interface LayoutProps {
  /** The line that mail programs show beside the subject. */
  readonly preview: string;
  readonly title: string;
  readonly name: string;
  /** Why this mail was sent. */
  readonly because: string;
  readonly children: ReactNode;
}

/** The frame of every mail. */
export const Layout = ({ preview, title, name, because, children }: LayoutProps) => (
  <Html lang="en">
    <Head>
      <title>{preview}</title>
    </Head>
    <Preview>{preview}</Preview>
    <Body dir="ltr" lang="en" style={page}>
      <Container style={card}>
        <Inside>
          <Heading as="h1" style={heading}>
            {title}
          </Heading>
          <Paragraph>{name ? `Hello ${name},` : 'Hello,'}</Paragraph>
          {children}
          <Hr />
          <Text style={small}>{because}</Text>
        </Inside>
      </Container>
    </Body>
  </Html>
);

/** Some mail programs keep a distance only within a cell, and drop the body with the language that it says. */
const Inside = ({ children }: { readonly children: ReactNode }) => (
  <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
    <tbody>
      <tr>
        <td dir="ltr" lang="en" style={{ padding: '32px' }}>
          {children}
        </td>
      </tr>
    </tbody>
  </table>
);

export const Paragraph = ({ children }: { readonly children: ReactNode }) => <Text style={text}>{children}</Text>;
export const Command = ({ children }: { readonly children: ReactNode }) => <Text style={code}>{children}</Text>;

/** A button, and beneath it the same link as text for programs that show no buttons. */
export const Action = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => (
  <>
    <Button href={href} style={button}>
      {children}
    </Button>
    <Text style={small} data-skip-in-text>
      Or open this address: <Link href={href}>{href}</Link>
    </Text>
  </>
);

/** What has to be said wherever Auth Tokens are spoken of (S-69). */
export const Confidential = ({ authTokens }: { readonly authTokens: string }) => (
  <>
    <Paragraph>
      Keep your Auth Token confidential: do not share it and do not store it in source control. Once committed to a
      public repository it could remain in the repository's history, even if attempts are made to rewrite it.
    </Paragraph>
    <Paragraph>
      In case your Auth Token is accidentally published, immediately rotate it on the{' '}
      <Link href={authTokens}>Auth Tokens page</Link>.
    </Paragraph>
  </>
);
