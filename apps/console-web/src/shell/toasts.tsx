import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

/** Where receipts appear. Loaded after the page: there is nothing to tell before somebody has done something. */
export const Toasts = () => <Notifications position="bottom-right" />;
