import { PageHeader } from '@platform/ui';

/** The first workspace and its trial. */
export const NewWorkspacePage = () => <PageHeader title="New workspace" purpose="" />;
