import { Alert, Anchor, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { auth } from '@platform/console-api';
import { Instant } from '@platform/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../api/client.ts';
import { Refusal } from '../../form/refusal.tsx';
import { useApiForm } from '../../form/use-api-form.ts';
import { meQuery } from '../../session/queries.ts';
import { changedIn, type Profile, profileOf } from './changed.ts';
import { localeChoices, timeZoneChoices } from './choices.ts';
import type { User } from './queries.ts';
import { words } from './words.ts';

/** Who one is and how one reads dates. What was changed elsewhere meanwhile overwrites nothing that is being typed. */
export function ProfileForm({ user }: { readonly user: User }) {
  const { form, submit, sending, problem, receipt, isBehind, takeOver } = useProfile(user);
  return (
    <form onSubmit={submit} noValidate aria-label={words.you.title}>
      <Stack>
        <Refusal problem={problem} />
        {isBehind && (
          <Alert color="orange" variant="light" role="status">
            {words.you.elsewhere}{' '}
            <Anchor component="button" type="button" onClick={takeOver} inherit>
              {words.you.takeOver}
            </Anchor>
          </Alert>
        )}
        <TextInput {...form.getInputProps('name')} key={form.key('name')} label={words.you.name} autoComplete="name" />
        <Address of={user} />
        <Select
          {...form.getInputProps('locale')}
          key={form.key('locale')}
          label={words.you.locale}
          description={words.you.localeSays}
          data={[...localeChoices(user.locale)]}
          allowDeselect={false}
          searchable
        />
        <Select
          {...form.getInputProps('time_zone')}
          key={form.key('time_zone')}
          label={words.you.timeZone}
          description={words.you.timeZoneSays}
          data={[...timeZoneChoices(user.time_zone)]}
          allowDeselect={false}
          searchable
          limit={60}
        />
        <Group>
          <Button type="submit" loading={sending}>
            {words.you.save}
          </Button>
          <Text size="sm" role="status">
            {receipt && <Receipt {...receipt} />}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

/** The e-mail address, which stays as it is. */
const Address = ({ of: { email } }: { readonly of: User }) => (
  <div>
    <Text size="sm" fw={500}>
      {words.you.email}
    </Text>
    <Text style={{ overflowWrap: 'anywhere' }}>{email}</Text>
    <Text size="xs" c="dimmed">
      {words.you.emailSays}
    </Text>
  </div>
);

interface Saved {
  readonly changed: readonly (keyof Profile)[];
  readonly at: string;
}

const Receipt = ({ changed, at }: Saved) =>
  changed.length === 0 ? (
    words.you.nothing
  ) : (
    <>
      {words.you.saved} {list.format(changed.map((field) => words.you.changed[field]))}, <Instant at={at} />
    </>
  );
const list = new Intl.ListFormat('en');

/** The form, what was saved last, and whether it has fallen behind what is saved. */
function useProfile(user: User) {
  const queries = useQueryClient();
  const [base, setBase] = useState(user);
  const [receipt, setReceipt] = useState<Saved>();
  const api = useApiForm({
    schema: auth.updateMe.body.required(),
    initialValues: { ...profileOf(base) },
    send: async (values, idempotencyKey) => {
      const changed = changedIn(values, base);
      const fields = Object.keys(changed) as (keyof Profile)[];
      if (fields.length === 0) return { fields, user: base };
      return { fields, ...(await call('updateMe', { body: changed, idempotencyKey })) };
    },
    onDone: ({ fields, user: saved }) => {
      queries.setQueryData(meQuery.queryKey, (me) => me && { ...me, user: saved });
      setReceipt({ changed: fields, at: new Date().toISOString() });
      show(saved);
    },
  });
  const { form } = api;
  const show = (saved: User): void => {
    setBase(saved);
    form.setInitialValues({ ...profileOf(saved) });
    form.reset();
  };
  const isNewer = user.revision > base.revision;
  const isBehind = isNewer && form.isDirty();
  useEffect(() => {
    if (isNewer && !form.isDirty()) show(user);
  });
  return { ...api, receipt, isBehind, takeOver: () => show(user) };
}
